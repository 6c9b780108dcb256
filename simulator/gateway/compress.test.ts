import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningSimulator, startSimulator } from '../start-simulator.ts';
import { type Compression, RawClient } from '../testing/raw-client.ts';
import { INTENT } from './intents.ts';

let running: RunningSimulator;

beforeAll(async () => {
  running = await startSimulator({ guilds: 6, eventsPerSecond: 0, identifyIntervalMs: 0 });
});
afterAll(() => running.stop());

describe.each<Compression>(['zlib-stream', 'zstd-stream'])('%s', (compression) => {
  test('decodes, over one context, to what an uncompressed client hears', async () => {
    const { sim } = running;
    const identify = { token: sim.credentials.botToken, intents: INTENT.guilds | INTENT.guildMessages };
    const plain = await RawClient.ready(sim.gatewayUrl, identify);
    const packed = await RawClient.ready(sim.gatewayUrl, identify, compression);
    expect(packed.ws.extensions).toBe('');
    const guild = sim.world.guildAt(0);
    const channel = guild.channels.find((one) => one.type === 0);
    if (!channel) throw new Error('no text channel');
    for (let i = 0; i < 500; i += 1)
      sim.happen.message(channel, sim.world.seededMember(guild, i), i % 2 === 0 ? 0 : 1, i % 256);
    for (const client of [plain, packed]) await client.waitFor(() => client.of('MESSAGE_CREATE').length === 500);
    // All but READY, which names the session.
    const dispatches = (client: RawClient) =>
      client.texts.filter((one) => one.includes('"op":0') && !one.includes('"READY"'));
    expect(dispatches(packed)).toEqual(dispatches(plain));
    packed.send({ op: 1, d: packed.sequence });
    await packed.waitFor((one) => one.op === 11);
    await Promise.all([plain.close(1000), packed.close(1000)]);
  });
});
