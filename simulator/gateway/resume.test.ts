import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type RunningSimulator, startSimulator } from '../start-simulator.ts';
import { RawClient } from '../testing/raw-client.ts';
import type { Channel } from '../world/types.ts';
import { INTENT } from './intents.ts';

let running: RunningSimulator;
let channel: Channel;
const intents = INTENT.guilds | INTENT.guildMessages | INTENT.guildVoiceStates;

beforeAll(async () => {
  running = await startSimulator({ guilds: 3, largestGuild: 2000, eventsPerSecond: 0, identifyIntervalMs: 0 });
  const found = running.sim.world.guildAt(0).channels.find((one) => one.type === 0);
  if (!found) throw new Error('no text channel');
  channel = found;
});
beforeEach(() => Object.assign(running.sim.hub.replay, { ms: 300_000, events: 100_000, trim: 'window' }));
afterAll(() => running.stop());

const token = () => running.sim.credentials.botToken;
const gateway = () => running.sim.gatewayUrl;
const say = (count: number) => {
  for (let i = 0; i < count; i += 1)
    running.sim.happen.message(channel, running.sim.world.seededMember(running.sim.world.guildAt(0), i), 0, i);
};
const ready = () => RawClient.ready(gateway(), { token: token(), intents });

/** Connects, hears three messages, loses its socket, and misses four more. */
async function interrupted(): Promise<{ client: RawClient; heard: number }> {
  const client = await ready();
  say(3);
  await client.waitFor(() => client.of('MESSAGE_CREATE').length === 3);
  const heard = client.sequence;
  await client.close(4200);
  say(4);
  return { client, heard };
}

describe('resume', () => {
  test('replays what was missed in order and byte for byte, then RESUMED, then goes on', async () => {
    const { client, heard } = await interrupted();
    const again = await RawClient.open(`${gateway()}/resume`);
    again.resume(token(), client.sessionId, heard - 2);
    await again.waitFor((one) => one.t === 'RESUMED');
    say(1);
    await again.waitFor(() => again.of('MESSAGE_CREATE').length === 7);
    const sequences = again.payloads.filter((one) => one.s !== null).map((one) => one.s);
    expect(sequences).toEqual([heard - 1, heard, heard + 1, heard + 2, heard + 3, heard + 4, heard + 5, heard + 6]);
    expect(again.payloads.filter((one) => one.op === 0).map((one) => one.t)).toEqual([
      ...Array.from({ length: 6 }, () => 'MESSAGE_CREATE'),
      'RESUMED',
      'MESSAGE_CREATE',
    ]);
    const texts = client.texts.filter((one) => one.includes('MESSAGE_CREATE'));
    expect(again.texts.filter((one) => one.includes('MESSAGE_CREATE')).slice(0, 2)).toEqual(texts.slice(-2));
    await again.close(1000);
  });

  test('a second resume from before the first one leaves the old RESUMED out', async () => {
    const { client, heard } = await interrupted();
    const second = await RawClient.open(gateway());
    second.resume(token(), client.sessionId, heard);
    await second.waitFor((one) => one.t === 'RESUMED');
    await second.close(4200);
    const third = await RawClient.open(gateway());
    third.resume(token(), client.sessionId, heard - 1);
    await third.waitFor((one) => one.t === 'RESUMED');
    expect(third.of('RESUMED')).toHaveLength(1);
    expect(third.of('MESSAGE_CREATE')).toHaveLength(5);
    await third.close(1000);
  });

  test('takes the session over from a socket that still holds it', async () => {
    const client = await ready();
    const again = await RawClient.open(gateway());
    again.resume(token(), client.sessionId, client.sequence);
    await again.waitFor((one) => one.t === 'RESUMED');
    expect(await client.closed).toBe(4000);
    say(1);
    await again.waitFor((one) => one.t === 'MESSAGE_CREATE');
    await again.close(1000);
  });

  test.each([1000, 1001])('a client that closes with %i has ended its session', async (code) => {
    const client = await ready();
    await client.close(code);
    expect(await refused(client, client.sequence)).toBe(false);
  });

  test('too many events for the window: op 9', async () => {
    running.sim.hub.replay.events = 2;
    const { client, heard } = await interrupted();
    expect(await refused(client, heard)).toBe(false);
  });

  test('what is older than the window is forgotten while the session goes on', async () => {
    running.sim.hub.replay.ms = 1500;
    const client = await ready();
    say(3);
    await client.waitFor(() => client.of('MESSAGE_CREATE').length === 3);
    const session = running.sim.hub.sessions.get(client.sessionId);
    const early = client.sequence;
    await new Promise((resolve) => setTimeout(resolve, 3700));
    say(1);
    await client.waitFor(() => client.of('MESSAGE_CREATE').length === 4);
    expect(session?.firstSequence).toBe(early + 1);
    await client.close(4200);
    const kept = await RawClient.open(gateway());
    kept.resume(token(), client.sessionId, early);
    await kept.waitFor((one) => one.t === 'RESUMED');
    await kept.close(4200);
    expect(await refused(client, early - 1)).toBe(false);
  });

  test('too late: op 9, and the session is gone', async () => {
    const { client, heard } = await interrupted();
    running.sim.hub.replay.ms = 20;
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(running.sim.hub.sessions.has(client.sessionId)).toBe(false);
    expect(await refused(client, heard)).toBe(false);
  });

  test('a heartbeat trims the replay only where that is asked for', async () => {
    for (const [trim, outcome] of [
      ['window', 'RESUMED'],
      ['acknowledged', 'op 9'],
    ] as const) {
      running.sim.hub.replay.trim = trim;
      const client = await ready();
      say(3);
      await client.waitFor(() => client.of('MESSAGE_CREATE').length === 3);
      client.send({ op: 1, d: client.sequence - 1 });
      await client.waitFor((one) => one.op === 11);
      await client.close(4200);
      const again = await RawClient.open(gateway());
      again.resume(token(), client.sessionId, client.sequence - 2);
      const answer = await again.waitFor((one) => one.op === 9 || one.t === 'RESUMED');
      expect(answer.t ?? `op ${answer.op}`).toBe(outcome);
      if (trim === 'acknowledged') {
        const { client: other, heard } = await interrupted();
        const kept = await RawClient.open(gateway());
        kept.resume(token(), other.sessionId, heard);
        await kept.waitFor((one) => one.t === 'RESUMED');
        await kept.close(1000);
      }
      await again.close(1000);
    }
  });

  test('a session unknown: op 9; a sequence of the future: 4007', async () => {
    const client = await RawClient.open(gateway());
    client.resume(token(), 'nobody', 1);
    expect((await client.waitFor((one) => one.op === 9)).d).toBe(false);
    await client.close(1000);
    const real = await ready();
    await real.close(4200);
    const ahead = await RawClient.open(gateway());
    ahead.resume(token(), real.sessionId, real.sequence + 50);
    expect(await ahead.closed).toBe(4007);
  });

  test('a slow client gets everything, late: the socket pauses, the session waits', async () => {
    const client = await ready();
    await client.waitFor(() => client.of('GUILD_CREATE').length === 3);
    client.ws.pause();
    say(8000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const session = running.sim.hub.sessions.get(client.sessionId);
    expect(session?.connection?.backlog).toBeGreaterThan(1000);
    client.ws.resume();
    await client.waitFor(() => client.payloads.length >= 8000 + 5, 8000);
    const sequences = client.of('MESSAGE_CREATE').map((one) => one.s);
    expect(sequences).toEqual(Array.from({ length: 8000 }, (_, i) => i + 5));
    await client.close(1000);
  });

  async function refused(client: RawClient, sequence: number): Promise<unknown> {
    const again = await RawClient.open(gateway());
    again.resume(token(), client.sessionId, sequence);
    const answer = await again.waitFor((one) => one.op === 9);
    await again.close(1000);
    return answer.d;
  }
});
