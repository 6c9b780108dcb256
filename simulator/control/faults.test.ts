import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { INTENT } from '../gateway/intents.ts';
import { type RunningSimulator, startSimulator } from '../start-simulator.ts';
import { RawClient } from '../testing/raw-client.ts';
import type { Guild } from '../world/types.ts';

let running: RunningSimulator;
let guild: Guild;
const intents = INTENT.guilds | INTENT.guildMessages | INTENT.guildMembers | INTENT.guildVoiceStates;
const clients: RawClient[] = [];

beforeAll(async () => {
  running = await startSimulator({
    guilds: 6,
    largestGuild: 1000,
    eventsPerSecond: 0,
    identifyIntervalMs: 0,
    heartbeatIntervalMs: 41_250,
  });
  guild = running.sim.world.guildAt(0);
});
afterEach(async () => {
  running.sim.clearFaults();
  for (const client of clients.splice(0)) client.ws.terminate();
});
afterAll(() => running.stop());

async function ready(shard: readonly [number, number] = [0, 1]): Promise<RawClient> {
  const client = await RawClient.ready(running.sim.gatewayUrl, {
    token: running.sim.credentials.botToken,
    intents,
    shard,
  });
  clients.push(client);
  return client;
}

async function fault(wish: Record<string, unknown>, status = 200): Promise<Record<string, unknown>> {
  const answer = await fetch(`${running.url}/control/faults`, { method: 'POST', body: JSON.stringify(wish) });
  expect(answer.status).toBe(status);
  return (await answer.json()) as Record<string, unknown>;
}

function say(count = 1): void {
  const channel = guild.channels.find((one) => one.type === 0);
  if (!channel) throw new Error('no text channel');
  for (let i = 0; i < count; i += 1)
    running.sim.happen.message(channel, running.sim.world.seededMember(guild, i), 0, i);
}

async function resumed(client: RawClient): Promise<RawClient> {
  const again = await RawClient.open(running.sim.gatewayUrl);
  clients.push(again);
  again.resume(running.sim.credentials.botToken, client.sessionId, client.sequence);
  await again.waitFor((one) => one.t === 'RESUMED' || one.op === 9);
  return again;
}

describe('sockets', () => {
  test.each([4000, 1001, 1006])('drop with %i', async (code) => {
    const client = await ready();
    expect(await fault({ kind: 'drop', code })).toMatchObject({ connections: 1 });
    expect(await client.closed).toBe(code);
    expect((await resumed(client)).of('RESUMED')).toHaveLength(code === 1001 ? 0 : 1);
  });

  test('drop by TCP reset, of one shard only', async () => {
    const [hit, spared] = [await ready([0, 2]), await ready([1, 2])];
    await fault({ kind: 'drop', shards: [0], reset: true });
    expect(await hit.closed).toBe(1006);
    spared.send({ op: 1, d: 1 });
    await spared.waitFor((one) => one.op === 11);
  });

  test('half-open: no answer, no event, no close; the session goes on', async () => {
    const client = await ready();
    await client.waitFor((one) => one.t === 'GUILD_CREATE');
    await fault({ kind: 'half-open' });
    const heard = client.payloads.length;
    client.send({ op: 1, d: 1 });
    say(3);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(client.payloads).toHaveLength(heard);
    expect(client.ws.readyState).toBe(client.ws.OPEN);
    const again = await resumed(client);
    expect(again.of('MESSAGE_CREATE')).toHaveLength(3);
  });

  test('zombie: events, but no heartbeat ACK', async () => {
    const client = await ready();
    await fault({ kind: 'zombie' });
    client.send({ op: 1, d: 1 });
    say();
    await client.waitFor((one) => one.t === 'MESSAGE_CREATE');
    expect(client.payloads.filter((one) => one.op === 11)).toHaveLength(0);
    expect((await (await fetch(`${running.url}/control/faults`)).json()).zombieConnections).toBe(1);
  });

  test('lag: everything later, in order', async () => {
    const client = await ready();
    await client.waitFor((one) => one.t === 'GUILD_CREATE');
    await fault({ kind: 'lag', lagMs: 250 });
    const sent = performance.now();
    say(5);
    await client.waitFor(() => client.of('MESSAGE_CREATE').length === 5);
    expect(performance.now() - sent).toBeGreaterThan(200);
    const sequences = client.of('MESSAGE_CREATE').map((one) => one.s ?? 0);
    expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
  });

  test('slow HELLO', async () => {
    await fault({ kind: 'slow-hello', lagMs: 250 });
    const started = performance.now();
    clients.push(await RawClient.open(running.sim.gatewayUrl));
    expect(performance.now() - started).toBeGreaterThan(200);
  });

  test('duplicates: the same frames with the same sequences', async () => {
    const client = await ready();
    say(5);
    await client.waitFor(() => client.of('MESSAGE_CREATE').length === 5);
    const first = client.texts.slice(-3);
    await fault({ kind: 'duplicate', frames: 3 });
    await client.waitFor(() => client.of('MESSAGE_CREATE').length === 8);
    expect(client.texts.slice(-3)).toEqual(first);
    say();
    await client.waitFor(() => client.of('MESSAGE_CREATE').length === 9);
    expect(client.payloads.at(-1)?.s).toBe((client.payloads.at(-2)?.s ?? 0) + 1);
  });
});

describe('sessions', () => {
  test('op 9 true may be resumed on the same socket, op 9 false may not be resumed at all', async () => {
    const client = await ready();
    await fault({ kind: 'invalid-session', resumable: true });
    expect((await client.waitFor((one) => one.op === 9)).d).toBe(true);
    client.resume(running.sim.credentials.botToken, client.sessionId, client.sequence);
    await client.waitFor((one) => one.t === 'RESUMED');
    const other = await ready();
    await fault({ kind: 'invalid-session' });
    expect((await other.waitFor((one) => one.op === 9)).d).toBe(false);
    expect((await resumed(other)).payloads.at(-1)).toMatchObject({ op: 9, d: false });
  });

  test('op 7, and a request for a heartbeat', async () => {
    const client = await ready();
    await fault({ kind: 'reconnect' });
    await client.waitFor((one) => one.op === 7);
    await fault({ kind: 'request-heartbeat' });
    await client.waitFor((one) => one.op === 1);
  });

  test('so many resumes refused, then none', async () => {
    await fault({ kind: 'refuse-resumes', count: 1 });
    const client = await ready();
    await client.close(4200);
    expect((await resumed(client)).payloads.at(-1)).toMatchObject({ op: 9, d: false });
    const other = await ready();
    await other.close(4200);
    expect((await resumed(other)).of('RESUMED')).toHaveLength(1);
  });
});

describe('guilds', () => {
  const idOf = (one: { d: unknown }) => (one.d as { id: string }).id;

  test('outage: GUILD_DELETE unavailable, silence, GUILD_CREATE with those still in voice', async () => {
    const client = await ready();
    const room = guild.channels.find((one) => one.type === 2);
    const person = running.sim.world.seededMember(guild, 8);
    if (!room) throw new Error('no voice channel');
    running.sim.happen.enterVoice(room, person);
    await fault({ kind: 'outage', guildId: guild.id, ms: 150 });
    expect((await client.waitFor((one) => one.t === 'GUILD_DELETE')).d).toEqual({ id: guild.id, unavailable: true });
    const deletedAt = client.of('GUILD_DELETE')[0]?.s ?? 0;
    const back = await client.waitFor(
      (one) => one.t === 'GUILD_CREATE' && idOf(one) === guild.id && (one.s ?? 0) > deletedAt,
    );
    expect(back.d).toMatchObject({ voice_states: [{ user_id: running.sim.world.people.idOf(person) }] });
    running.sim.happen.leaveVoice(guild, person);
  });

  test('removal of the bot ends what it can see; adding it again shows the guild anew', async () => {
    const client = await ready();
    await fault({ kind: 'remove-bot', guildId: guild.id });
    expect((await client.waitFor((one) => one.t === 'GUILD_DELETE')).d).toEqual({ id: guild.id });
    running.sim.dispatch(guild, 'GUILD_UPDATE', { id: guild.id });
    await fault({ kind: 'add-bot', guildId: guild.id });
    await client.waitFor(
      (one) =>
        one.t === 'GUILD_CREATE' && idOf(one) === guild.id && (one.s ?? 0) > (client.of('GUILD_DELETE')[0]?.s ?? 0),
    );
    expect(client.of('GUILD_UPDATE')).toHaveLength(0);
  });

  test('a right revoked: the roles are gone, and given back', async () => {
    const client = await ready();
    const manager = running.sim.world.people.persona('manager').user;
    const { rolesBefore } = await fault({ kind: 'revoke', guildId: guild.id, userId: manager.id });
    expect((await client.waitFor((one) => one.t === 'GUILD_MEMBER_UPDATE')).d).toMatchObject({
      roles: [],
      user: { id: manager.id },
    });
    expect(running.sim.world.member(guild, manager.index)?.roles).toEqual([]);
    await fault({ kind: 'restore', guildId: guild.id, userId: manager.id, roles: rolesBefore });
    expect(running.sim.world.member(guild, manager.index)?.roles).toEqual(rolesBefore);
  });

  test('a right revoked of a role: GUILD_ROLE_UPDATE, and the way back', async () => {
    const client = await ready();
    const role = guild.roles.find((one) => one.name === 'Moderator');
    const wish = { kind: 'role-permissions', guildId: guild.id, roleId: role?.id };
    const { permissionsBefore } = await fault({ ...wish, permissions: '0' });
    const update = await client.waitFor((one) => one.t === 'GUILD_ROLE_UPDATE');
    expect(update.d).toMatchObject({ role: { id: role?.id, permissions: '0' }, guild_id: guild.id });
    await fault({ ...wish, permissions: permissionsBefore });
    expect(role?.permissions.toString()).toBe(permissionsBefore);
  });

  test('what cannot be is refused in words', async () => {
    expect(await fault({ kind: 'outage', guildId: '1' }, 404)).toEqual({ error: 'there is no guild 1' });
    expect((await fault({ kind: 'nonsense' }, 400)).error).toContain('kind');
  });
});
