import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningSimulator, startSimulator } from '../start-simulator.ts';
import { RawClient } from '../testing/raw-client.ts';

let running: RunningSimulator;

beforeAll(async () => {
  running = await startSimulator({
    guilds: 3,
    largestGuild: 100,
    eventsPerSecond: 0,
    identifyIntervalMs: 0,
    identifiesPerDay: 100_000,
  });
});
afterAll(() => running.stop());

/** What a client may send that half knows the protocol. */
const fields = () =>
  fc.record(
    {
      token: fc.oneof(fc.constant(running.sim.credentials.botToken), fc.jsonValue()),
      intents: fc.oneof(fc.constant(513), fc.jsonValue()),
      properties: fc.oneof(fc.constant({}), fc.jsonValue()),
      shard: fc.oneof(fc.constant([0, 1]), fc.array(fc.jsonValue(), { maxLength: 3 }), fc.jsonValue()),
      session_id: fc.oneof(fc.string(), fc.jsonValue()),
      seq: fc.jsonValue(),
      guild_id: fc.oneof(fc.constant(running.sim.world.guildAt(0).id), fc.jsonValue()),
      user_ids: fc.oneof(fc.array(fc.string()), fc.jsonValue()),
    },
    { requiredKeys: [] },
  );

describe('whatever a client sends', () => {
  test('is answered or closed with one of Discord’s codes, and hurts nobody else', async () => {
    const payload = fc.oneof(
      fc.record({
        op: fc.oneof(fc.constantFrom(1, 2, 3, 4, 6, 8, 31), fc.jsonValue()),
        d: fc.oneof(fields(), fc.jsonValue()),
      }),
      fc.jsonValue(),
    );
    const codes = new Set<number>();
    await fc.assert(
      fc.asyncProperty(fc.array(payload, { minLength: 1, maxLength: 4 }), async (payloads) => {
        const client = await RawClient.open(running.sim.gatewayUrl);
        for (const one of payloads) client.send(JSON.stringify(one));
        client.ws.close(3999);
        const code = await client.closed;
        codes.add(code);
        expect(code === 3999 || (code >= 4001 && code <= 4014)).toBe(true);
      }),
      { seed: 42, numRuns: 400 },
    );
    expect(codes.size).toBeGreaterThan(3);
    const witness = await RawClient.ready(running.sim.gatewayUrl, {
      token: running.sim.credentials.botToken,
      intents: 1,
    });
    await witness.close(1000);
  });
});
