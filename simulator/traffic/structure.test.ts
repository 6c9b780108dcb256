import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { INTENT } from '../gateway/intents.ts';
import { type RunningSimulator, startSimulator } from '../start-simulator.ts';
import { RawClient } from '../testing/raw-client.ts';
import { CHANNEL_TYPE, type Guild } from '../world/types.ts';

let running: RunningSimulator;
let guild: Guild;

beforeAll(async () => {
  running = await startSimulator({ guilds: 2, largestGuild: 1000, eventsPerSecond: 0, identifyIntervalMs: 0 });
  guild = running.sim.world.guildAt(0);
});
afterAll(() => running.stop());

async function change(wish: Record<string, unknown>): Promise<{ id?: string }> {
  const answer = await fetch(`${running.url}/control/structure`, { method: 'POST', body: JSON.stringify(wish) });
  expect(answer.status).toBe(200);
  return (await answer.json()) as { id?: string };
}

async function listen(): Promise<RawClient> {
  const { sim } = running;
  const intents = INTENT.guilds | INTENT.guildVoiceStates | INTENT.guildMessages;
  const client = await RawClient.ready(sim.gatewayUrl, { token: sim.credentials.botToken, intents });
  await client.waitFor(() => client.of('GUILD_CREATE').length === 2);
  return client;
}

/** Event names after the greeting. */
const heard = (client: RawClient) =>
  client.payloads.map((one) => one.t).filter((t) => t !== null && t !== 'READY' && t !== 'GUILD_CREATE');

describe('structure', () => {
  test('a channel is made, renamed and deleted, its people leave and its threads go first', async () => {
    const { sim } = running;
    const client = await listen();
    const { id } = await change({ kind: 'create-channel', guildId: guild.id, type: 'voice', name: 'New room' });
    const channel = sim.world.channelById(id ?? '');
    if (!channel) throw new Error('no channel was made');
    await change({ kind: 'rename-channel', channelId: id, name: 'Newer room' });
    const [ann, bob] = [sim.world.seededMember(guild, 1), sim.world.seededMember(guild, 2)];
    sim.happen.enterVoice(channel, ann);
    sim.happen.enterVoice(channel, bob);
    sim.happen.openThread(channel, ann, 'A thread');
    await change({ kind: 'delete-channel', channelId: id });
    await client.waitFor((one) => one.t === 'CHANNEL_DELETE');
    expect(heard(client)).toEqual([
      'CHANNEL_CREATE',
      'CHANNEL_UPDATE',
      'VOICE_STATE_UPDATE',
      'VOICE_STATE_UPDATE',
      'THREAD_CREATE',
      'VOICE_STATE_UPDATE',
      'VOICE_STATE_UPDATE',
      'THREAD_DELETE',
      'CHANNEL_DELETE',
    ]);
    expect(client.of('CHANNEL_UPDATE')[0]?.d).toMatchObject({ id, name: 'Newer room', type: 2, guild_id: guild.id });
    expect([guild.voice.size, guild.channels.some((one) => one.id === id)]).toEqual([0, false]);
    await client.close(1000);
  });

  test('another AFK channel: time there stops counting, time in the old one begins to', async () => {
    const { sim } = running;
    const client = await listen();
    const rooms = guild.channels.filter((one) => one.type === CHANNEL_TYPE.voice && one.id !== guild.afkChannelId);
    const room = rooms[0];
    if (!room) throw new Error('no voice channel');
    const [ann, bob] = [sim.world.seededMember(guild, 11), sim.world.seededMember(guild, 12)];
    sim.happen.enterVoice(room, ann);
    sim.happen.enterVoice(room, bob);
    sim.clock.advance(60_000);
    await change({ kind: 'set-afk-channel', guildId: guild.id, channelId: room.id });
    sim.clock.advance(120_000);
    await change({ kind: 'set-afk-channel', guildId: guild.id, channelId: null });
    sim.clock.advance(30_000);
    sim.happen.leaveVoice(guild, ann);
    sim.happen.leaveVoice(guild, bob);
    const update = await client.waitFor((one) => one.t === 'GUILD_UPDATE');
    expect(update.d).toMatchObject({ id: guild.id, afk_channel_id: room.id });
    const cells = await sim.ledger.cells({ asOfMs: sim.clock.now(), guildId: guild.id });
    const active = cells
      .filter((one) => one.userId === sim.world.people.idOf(ann))
      .reduce((sum, one) => sum + one.activeMs, 0);
    expect(active).toBeGreaterThanOrEqual(90_000);
    expect(active).toBeLessThan(100_000);
    await client.close(1000);
  });

  test('a guild renamed, its threads listed, archived', async () => {
    const { sim } = running;
    const text = guild.channels.find((one) => one.type === CHANNEL_TYPE.text);
    if (!text) throw new Error('no text channel');
    const thread = sim.happen.openThread(text, sim.world.seededMember(guild, 1), 'Another');
    const client = await listen();
    await change({ kind: 'rename-guild', guildId: guild.id, name: 'New name' });
    await change({ kind: 'sync-threads', guildId: guild.id });
    await change({ kind: 'archive-thread', channelId: thread.id });
    await client.waitFor((one) => one.t === 'THREAD_UPDATE');
    expect(heard(client)).toEqual(['GUILD_UPDATE', 'THREAD_LIST_SYNC', 'THREAD_UPDATE']);
    expect(client.of('THREAD_LIST_SYNC')[0]?.d).toMatchObject({ guild_id: guild.id, threads: [{ id: thread.id }] });
    expect(client.of('THREAD_UPDATE')[0]?.d).toMatchObject({ thread_metadata: { archived: true } });
    await client.close(1000);
  });

  test('pictures are drawn for people and guilds, and nothing else', async () => {
    const person = running.sim.world.people.byIndex(running.sim.world.seededMember(guild, 1));
    const answer = await fetch(`${running.url}/cdn/avatars/${person.id}/abc123.webp?size=64`);
    expect(answer.headers.get('content-type')).toBe('image/svg+xml');
    expect(await answer.text()).toMatch(/^<svg /);
    expect((await fetch(`${running.url}/cdn/embed/avatars/3.png`)).status).toBe(200);
    expect((await fetch(`${running.url}/cdn/avatars/x/y.html`)).status).toBe(404);
  });
});
