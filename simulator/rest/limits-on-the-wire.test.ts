import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { restStateOf } from './state.ts';
import { startTestSimulator, type TestSimulator } from './test-simulator.ts';

let discord: TestSimulator;
beforeAll(async () => {
  discord = await startTestSimulator();
});
afterAll(() => discord.stop());
beforeEach(() => {
  restStateOf(discord.sim).limits.clear();
  restStateOf(discord.sim).invalid.clear();
});

test('every answer carries its bucket, refusals of the route itself too', async () => {
  const { headers } = await discord.ask('GET', '/users/@me');
  expect(headers.get('X-RateLimit-Limit')).toBe('10');
  expect(headers.get('X-RateLimit-Remaining')).toBe('9');
  expect(Number(headers.get('X-RateLimit-Reset-After'))).toBeGreaterThan(9);
  expect(headers.get('X-RateLimit-Bucket')).toMatch(/^[0-9a-f]{32}$/);
  const missing = await discord.ask('GET', '/guilds/1000000000000000000');
  expect(missing.headers.get('X-RateLimit-Remaining')).toBe('9');
});

test('more than 50 requests in a second are refused globally', async () => {
  const paths = discord.sim.world.guilds.filter((guild) => guild.botIn).map((guild) => `/guilds/${guild.id}`);
  const state = restStateOf(discord.sim);
  const frozen = Date.now();
  state.now = () => frozen;
  const answers = await Promise.all([...paths, ...paths].map((path) => discord.ask('GET', path)));
  const refused = answers.filter((answer) => answer.status === 429);
  state.now = Date.now;
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(50);
  expect(refused).toHaveLength(2 * paths.length - 50);
  for (const { headers, body } of refused) {
    expect(body).toMatchObject({ global: true });
    expect(headers.get('X-RateLimit-Global')).toBe('true');
    expect(headers.get('X-RateLimit-Scope')).toBe('global');
  }
});

test('the ten-thousandth invalid request bans the address, for good tokens too', async () => {
  const { invalid } = restStateOf(discord.sim);
  for (let i = 0; i < 9999; i += 1) invalid.record('127.0.0.1', new Response(null, { status: 403 }));
  expect((await discord.ask('GET', '/users/@me')).status).toBe(200);
  expect((await discord.ask('GET', '/users/@me', undefined, 'Bot wrong')).status).toBe(401);
  const banned = await discord.ask('GET', '/users/@me');
  expect(banned).toMatchObject({ status: 429, body: 'error code: 1015' });
  expect(banned.headers.get('X-RateLimit-Bucket')).toBeNull();
  expect(Number(banned.headers.get('Retry-After'))).toBeGreaterThan(3500);
});
