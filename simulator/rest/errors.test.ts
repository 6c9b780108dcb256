import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestSimulator, type TestSimulator } from './test-simulator.ts';

let discord: TestSimulator;
beforeAll(async () => {
  discord = await startTestSimulator();
});
afterAll(() => discord.stop());

test('an unknown route is 404 with code 0, a known one with the wrong method 405', async () => {
  expect(await discord.ask('GET', '/nothing/here')).toMatchObject({
    status: 404,
    body: { message: '404: Not Found', code: 0 },
  });
  expect(await discord.ask('DELETE', '/gateway')).toMatchObject({
    status: 405,
    body: { message: '405: Method Not Allowed', code: 0 },
  });
});

test('without a token, with a wrong one and with the wrong kind it is 401 with code 0', async () => {
  const unauthorized = { status: 401, body: { message: '401: Unauthorized', code: 0 } };
  for (const authorization of ['', 'Bot wrong', discord.sim.credentials.botToken, 'Bearer wrong']) {
    expect(await discord.ask('GET', '/users/@me', undefined, authorization)).toMatchObject(unauthorized);
  }
});

test('what does not exist, and what the bot may not see, has its own code', async () => {
  const missing = '1000000000000000000';
  const { id } = discord.guild(0);
  const without = discord.guild(7);
  const [channelWithout] = without.channels;
  expect(without.botIn).toBe(false);
  const cases: [path: string, status: number, code: number][] = [
    [`/guilds/${missing}`, 404, 10004],
    [`/guilds/${without.id}`, 404, 10004],
    [`/channels/${missing}`, 404, 10003],
    [`/channels/${channelWithout?.id}`, 403, 50001],
    [`/users/${missing}`, 404, 10013],
    [`/guilds/${id}/members/${missing}`, 404, 10013],
    [`/guilds/${id}/members/${discord.personaId('outsider')}`, 404, 10007],
    ['/guilds/abc', 400, 50035],
  ];
  for (const [path, status, code] of cases) {
    expect(await discord.ask('GET', path), path).toMatchObject({ status, body: { code } });
  }
});

test('a body that is no JSON is 50109, a wrong field 50035 under its path', async () => {
  const response = await fetch(`${discord.url}/api/v10/users/@me/channels`, {
    method: 'POST',
    headers: { Authorization: `Bot ${discord.sim.credentials.botToken}`, 'Content-Type': 'application/json' },
    body: '{',
  });
  expect(await response.json()).toMatchObject({ code: 50109 });
  expect(await discord.ask('POST', '/users/@me/channels', { recipient_id: 'abc' })).toMatchObject({
    status: 400,
    body: {
      code: 50035,
      message: 'Invalid Form Body',
      errors: { recipient_id: { _errors: [{ code: 'NUMBER_TYPE_COERCE' }] } },
    },
  });
});

test('during an outage a guild answers 503, to the channel as to the guild', async () => {
  const guild = discord.guild(3);
  discord.sim.startOutage(guild);
  expect((await discord.ask('GET', `/guilds/${guild.id}`)).status).toBe(503);
  expect((await discord.ask('GET', `/channels/${guild.channels[0]?.id}`)).status).toBe(503);
  discord.sim.endOutage(guild);
  expect((await discord.ask('GET', `/guilds/${guild.id}`)).status).toBe(200);
});
