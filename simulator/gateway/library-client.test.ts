import { REST } from '@discordjs/rest';
import { CompressionMethod, WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyFault } from '../control/apply-fault.ts';
import { type RunningSimulator, startSimulator } from '../start-simulator.ts';

let running: RunningSimulator;
const intents = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessages | GatewayIntentBits.GuildVoiceStates;

beforeAll(async () => {
  running = await startSimulator({ guilds: 10, eventsPerSecond: 0, identifyIntervalMs: 0 });
});
afterAll(() => running.stop());

async function until(condition: () => boolean, ms = 10_000): Promise<void> {
  const end = Date.now() + ms;
  while (!condition()) {
    if (Date.now() > end) throw new Error('waited too long');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function manager(compression: CompressionMethod | null) {
  const rest = new REST({ api: `${running.url}/api`, version: '10' }).setToken(running.sim.credentials.botToken);
  const sessions = new Map();
  const made = new WebSocketManager({
    token: running.sim.credentials.botToken,
    intents,
    rest,
    shardCount: 2,
    compression,
    retrieveSessionInfo: (id) => sessions.get(id) ?? null,
    updateSessionInfo: (id, info) => void (info ? sessions.set(id, info) : sessions.delete(id)),
  });
  const heard: number[] = [];
  const events = { ready: 0, resumed: 0 };
  made.on(WebSocketShardEvents.Dispatch, ({ data }) => {
    if (data.t === 'MESSAGE_CREATE') heard.push(Number(BigInt(data.d.id) >> 22n), data.s);
  });
  made.on(WebSocketShardEvents.Ready, () => {
    events.ready += 1;
  });
  made.on(WebSocketShardEvents.Resumed, () => {
    events.resumed += 1;
  });
  made.on(WebSocketShardEvents.Error, () => {});
  return { made, heard, events };
}

function say(count: number): void {
  const { sim } = running;
  const guild = sim.world.guildAt(0);
  const channel = guild.channels.find((one) => one.type === 0);
  if (!channel) throw new Error('no text channel');
  for (let i = 0; i < count; i += 1) sim.happen.message(channel, sim.world.seededMember(guild, i), 0, i % 256);
}

describe('@discordjs/ws', () => {
  test.each([null, CompressionMethod.ZlibStream])(
    'connects, loses its sockets, resumes and misses nothing (%s)',
    async (compression) => {
      const { made, heard, events } = manager(compression);
      await made.connect();
      expect(events.ready).toBe(2);
      say(10);
      await until(() => heard.length === 20);
      applyFault(running.sim, { kind: 'drop', shards: 'all', reset: true });
      say(10);
      await until(() => events.resumed === 2);
      await until(() => heard.length === 40);
      const sequences = heard.filter((_, i) => i % 2 === 1);
      expect(sequences.slice(0, 10)).toEqual([...sequences.slice(0, 10)].sort((a, b) => a - b));
      expect(new Set(sequences).size).toBe(20);
      expect(running.sim.hub.admission.counts.resumesRefused).toBe(0);

      applyFault(running.sim, { kind: 'reconnect', shards: [0] });
      await until(() => events.resumed === 3);
      applyFault(running.sim, { kind: 'invalid-session', shards: [1], resumable: true });
      await until(() => events.resumed === 4);
      applyFault(running.sim, { kind: 'invalid-session', shards: [1], resumable: false });
      await until(() => events.ready === 3);
      await made.destroy();
    },
  );
});

describe('discord.js', () => {
  test('logs in by URL alone, caches the world and hears a message and a voice state', async () => {
    const { sim } = running;
    const client = new Client({ intents, rest: { api: `${running.url}/api`, version: '10' } });
    const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
    await client.login(sim.credentials.botToken);
    await ready;
    expect(client.user?.id).toBe(sim.credentials.clientId);
    expect(client.guilds.cache.size).toBe(sim.world.guilds.filter((one) => one.botIn).length);
    const guild = sim.world.guildAt(0);
    const seen = client.guilds.cache.get(guild.id);
    expect(seen?.name).toBe(guild.name);
    expect(seen?.channels.cache.size).toBe(guild.channels.length + guild.threads.size);
    expect(seen?.roles.cache.size).toBe(guild.roles.length);
    expect(seen?.afkChannelId).toBe(guild.afkChannelId);
    const message = new Promise<{ type: number; createdTimestamp: number; author: { bot: boolean } }>((resolve) =>
      client.once(Events.MessageCreate, resolve),
    );
    say(1);
    expect(await message).toMatchObject({ type: 0, createdTimestamp: sim.ids.lastMs, author: { bot: false } });
    const voice = new Promise<string | null>((resolve) =>
      client.once(Events.VoiceStateUpdate, (_, now) => resolve(now.channelId)),
    );
    const room = guild.channels.find((one) => one.type === 2);
    if (!room) throw new Error('no voice channel');
    sim.happen.enterVoice(room, sim.world.seededMember(guild, 3));
    expect(await voice).toBe(room.id);
    await client.destroy();
  });
});
