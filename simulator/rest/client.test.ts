import { DiscordAPIError, HTTPError, RESTEvents } from '@discordjs/rest';
import { Routes } from 'discord-api-types/v10';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { restStateOf } from './state.ts';
import { startTestSimulator, type TestSimulator } from './test-simulator.ts';

/** The real client of discord.js against the simulator. */
let discord: TestSimulator;
beforeAll(async () => {
  discord = await startTestSimulator();
});
afterAll(() => discord.stop());
afterEach(() => {
  discord.sim.faults.clear();
  restStateOf(discord.sim).invalid.clear();
});

test('a route used up is waited for by its headers, without a single 429', async () => {
  const rest = discord.client();
  let waits = 0;
  const statuses: number[] = [];
  rest.on(RESTEvents.RateLimited, () => {
    waits += 1;
  });
  rest.on(RESTEvents.Response, (_request, response) => statuses.push(response.status));
  const started = Date.now();
  await Promise.all([1, 2, 3, 4].map(() => rest.get(Routes.gatewayBot())));
  expect(Date.now() - started).toBeGreaterThan(4500);
  expect(waits).toBeGreaterThan(0);
  expect(statuses).toEqual([200, 200, 200, 200]);
}, 20_000);

test('a 429 storm is sat out and the request then done', async () => {
  const rest = discord.client();
  const statuses: number[] = [];
  rest.on(RESTEvents.Response, (_request, response) => statuses.push(response.status));
  discord.sim.faults.rateLimitStorm = {
    untilMs: Date.now() + 300,
    share: 1,
    pathPrefix: '/guilds/',
    retryAfterSeconds: 0.2,
    global: false,
  };
  const guild = await rest.get(Routes.guild(discord.guild(0).id));
  expect(guild).toMatchObject({ id: discord.guild(0).id });
  expect(statuses[0]).toBe(429);
  expect(statuses.at(-1)).toBe(200);
}, 20_000);

test('a global 429 stops the whole client', async () => {
  const rest = discord.client();
  discord.sim.faults.rateLimitStorm = {
    untilMs: Date.now() + 100,
    share: 1,
    pathPrefix: '',
    retryAfterSeconds: 1,
    global: true,
  };
  const started = Date.now();
  await rest.get(Routes.user('@me'));
  expect(Date.now() - started).toBeGreaterThan(900);
}, 20_000);

test('5xx answers are tried again, and given up after the client’s own limit', async () => {
  const rest = discord.client();
  const broken = { share: 1, pathPrefix: '/users', status: 503 };
  discord.sim.faults.serverErrors = { ...broken, untilMs: Date.now() + 100 };
  rest.once(RESTEvents.Response, () => discord.sim.faults.clear());
  expect(await rest.get(Routes.user('@me'))).toMatchObject({ id: discord.sim.credentials.clientId });
  discord.sim.faults.serverErrors = { ...broken, untilMs: Number.POSITIVE_INFINITY };
  await expect(rest.get(Routes.user('@me'))).rejects.toBeInstanceOf(HTTPError);
}, 20_000);

test('a slow API answers late, and a client that waits less gives up', async () => {
  discord.sim.faults.slowAnswers = { untilMs: Date.now() + 60_000, share: 1, pathPrefix: '/users', ms: 700 };
  const started = Date.now();
  await discord.client().get(Routes.user('@me'));
  expect(Date.now() - started).toBeGreaterThan(690);
  const signal = AbortSignal.timeout(100);
  await expect(discord.client().get(Routes.user('@me'), { signal })).rejects.toThrow();
}, 20_000);

test('codes and form errors reach the caller', async () => {
  const rest = discord.client();
  const error = await rest.get(Routes.guild('1000000000000000000')).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DiscordAPIError);
  expect(error).toMatchObject({ code: 10004, status: 404 });
  const form = await rest
    .put(Routes.applicationCommands(discord.sim.credentials.clientId), {
      body: [{ name: 'Not Good', description: '' }],
    })
    .catch((thrown: unknown) => thrown);
  expect(form).toMatchObject({ code: 50035, status: 400 });
  expect(String(form)).toContain('0.name[APPLICATION_COMMAND_INVALID_NAME]');
  expect(String(form)).toContain('0.description[BASE_TYPE_REQUIRED]');
}, 20_000);
