import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type RunningSimulator, startSimulator } from '../start-simulator.ts';
import { RawClient } from '../testing/raw-client.ts';
import { shardOf } from '../world/snowflake.ts';
import { INTENT } from './intents.ts';

let running: RunningSimulator;
const intents = INTENT.guilds | INTENT.guildMessages | INTENT.guildVoiceStates;

beforeAll(async () => {
  running = await startSimulator({ guilds: 12, eventsPerSecond: 0, identifyIntervalMs: 0, largestGuild: 2000 });
});
afterEach(() => {
  running.sim.hub.admission.limits.options.intervalMs = 0;
});
afterAll(() => running.stop());

const token = () => running.sim.credentials.botToken;
const gateway = () => running.sim.gatewayUrl;

describe('identify', () => {
  test('READY lists the shard’s guilds as unavailable, GUILD_CREATE follows for each', async () => {
    const client = await RawClient.ready(gateway(), { token: token(), intents, shard: [1, 2] });
    const expected = running.sim.world.guilds
      .filter((one) => one.botIn && shardOf(one.id, 2) === 1)
      .map((one) => one.id);
    const ready = client.of('READY')[0];
    expect(ready?.s).toBe(1);
    expect(ready?.d).toMatchObject({
      v: 10,
      guilds: expected.map((id) => ({ id, unavailable: true })),
      resume_gateway_url: `${gateway()}/resume`,
      application: { id: running.sim.credentials.clientId },
      shard: [1, 2],
    });
    await client.waitFor((one) => one.t === 'GUILD_CREATE' && one.s === expected.length + 1);
    const created = client.of('GUILD_CREATE').map((one) => one.d);
    expect(created.map((one) => (one as { id: string }).id)).toEqual(expected);
    expect(created[0]).toMatchObject({ unavailable: false, voice_states: [], member_count: expect.any(Number) });
    await client.close(1000);
  });

  test('GUILD_CREATE carries voice states, and as members only the bot and people in voice', async () => {
    const { sim } = running;
    const guild = sim.world.guildAt(0);
    const room = guild.channels.find((one) => one.type === 2);
    if (!room) throw new Error('no voice channel');
    const person = sim.world.seededMember(guild, 5);
    sim.happen.enterVoice(room, person, { selfMute: true });
    const client = await RawClient.ready(gateway(), { token: token(), intents });
    const create = await client.waitFor((one) => one.t === 'GUILD_CREATE' && (one.d as { id: string }).id === guild.id);
    const d = create.d as { voice_states: unknown[]; members: { user: { id: string } }[] };
    const id = sim.world.people.idOf(person);
    expect(d.voice_states).toMatchObject([{ user_id: id, channel_id: room.id, self_mute: true, self_deaf: false }]);
    expect(d.members.map((one) => one.user.id)).toEqual([sim.credentials.clientId, id]);
    sim.happen.leaveVoice(guild, person);
    await client.close(1000);
  });

  test('a bucket of max_concurrency that is not free answers op 9 false', async () => {
    const { limits } = running.sim.hub.admission;
    limits.reset();
    limits.options.intervalMs = 5000;
    limits.options.maxConcurrency = 2;
    const first = await RawClient.ready(gateway(), { token: token(), intents, shard: [0, 4] });
    const other = await RawClient.ready(gateway(), { token: token(), intents, shard: [1, 4] });
    const same = await RawClient.open(gateway());
    same.identify({ token: token(), intents, shard: [2, 4] });
    expect((await same.waitFor((one) => one.op === 9)).d).toBe(false);
    await Promise.all([first.close(1000), other.close(1000), same.close(1000)]);
  });

  test('an overrun budget resets the token and ends every session', async () => {
    const { limits } = running.sim.hub.admission;
    const before = token();
    const client = await RawClient.ready(gateway(), { token: before, intents });
    limits.used = limits.options.total;
    const late = await RawClient.open(gateway());
    late.identify({ token: before, intents });
    expect(await late.closed).toBe(4004);
    expect(await client.closed).toBe(4004);
    expect(token()).not.toBe(before);
    expect(running.sim.hub.sessions.size).toBe(0);
    const fresh = await RawClient.ready(gateway(), { token: token(), intents });
    expect(running.sim.sessionStartLimit().remaining).toBe(999);
    await fresh.close(1000);
  });
});

describe('heartbeats', () => {
  test('are acknowledged, before identify too; the server may ask for one', async () => {
    const client = await RawClient.open(gateway());
    client.send({ op: 1, d: null });
    await client.waitFor((one) => one.op === 11);
    client.identify({ token: token(), intents });
    await client.waitFor((one) => one.t === 'READY');
    client.send({ op: 1, d: 1 });
    await client.waitFor(() => client.payloads.filter((one) => one.op === 11).length === 2);
    for (const connection of running.sim.hub.targets('all')) connection.send({ op: 1, d: null });
    await client.waitFor((one) => one.op === 1);
    expect(client.payloads.filter((one) => one.op === 11)).toHaveLength(2);
    expect(running.sim.hub.sessions.get(client.sessionId)?.acknowledged).toBe(1);
    await client.close(1000);
  });
});

describe('close codes', () => {
  const closes: readonly [code: number, why: string, act: (client: RawClient) => void | Promise<void>][] = [
    [4001, 'unknown opcode', (client) => identified(client, () => client.send({ op: 99, d: null }))],
    [4002, 'no JSON', (client) => client.send('{')],
    [4002, 'no op', (client) => client.send({ d: 1 })],
    [4002, 'more than 4096 bytes', (client) => client.send({ op: 1, d: null, pad: 'x'.repeat(4096) })],
    [4002, 'identify without properties', (client) => client.send({ op: 2, d: { token: token(), intents } })],
    [4003, 'presence before identify', (client) => client.send({ op: 3, d: {} })],
    [4004, 'wrong token', (client) => client.identify({ token: 'nope', intents })],
    [4004, 'wrong token on resume', (client) => client.resume('nope', 'x', 1)],
    [4005, 'identify twice', (client) => identified(client, () => client.identify({ token: token(), intents }))],
    [4007, 'heartbeat beyond the sequence', (client) => identified(client, () => client.send({ op: 1, d: 1_000_000 }))],
    [
      4008,
      '121 payloads in a minute',
      (client) => {
        for (let i = 0; i < 121; i += 1) client.send({ op: 1, d: null });
      },
    ],
    [4010, 'shard beyond the count', (client) => client.identify({ token: token(), intents, shard: [2, 2] })],
    [4013, 'intents that do not exist', (client) => client.identify({ token: token(), intents: 1 << 30 })],
    [
      4014,
      'privileged intent not granted',
      (client) => client.identify({ token: token(), intents: INTENT.messageContent }),
    ],
  ]; // prettier-ignore

  test.each(closes)('%i: %s', async (code, _why, act) => {
    const client = await RawClient.open(gateway());
    await act(client);
    expect(await client.closed).toBe(code);
  });

  test('4012: another version', async () => {
    const client = RawClient.raw(`${gateway()}?v=7&encoding=json`);
    expect(await client.closed).toBe(4012);
  });

  test('4011: more than 2500 guilds on a shard', async () => {
    const big = await startSimulator({
      guilds: 2600,
      membersPerGuild: 5,
      channelsPerGuild: 4,
      rolesPerGuild: 4,
      eventsPerSecond: 0,
    });
    const client = await RawClient.open(big.sim.gatewayUrl);
    client.identify({ token: big.sim.credentials.botToken, intents });
    expect(await client.closed).toBe(4011);
    const half = await RawClient.ready(big.sim.gatewayUrl, {
      token: big.sim.credentials.botToken,
      intents,
      shard: [0, 2],
    });
    await half.waitFor((one) => one.t === 'GUILD_CREATE');
    half.ws.terminate();
    await big.stop();
  });

  async function identified(client: RawClient, then: () => void): Promise<void> {
    client.identify({ token: token(), intents });
    await client.waitFor((one) => one.t === 'READY');
    then();
  }
});
