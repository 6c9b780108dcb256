import { beforeAll, describe, expect, it } from 'vitest';
import { buildPrograms } from '../../deploy/build.mjs';
import { type Consumer, consume } from './consume.ts';

beforeAll(async () => void (await buildPrograms()), 180_000);

/** A short form of `npm run bench -- ingest`: the sums are judged, the speed is not. */
describe('bench ingest', () => {
  it.each<[Consumer, 'none' | 'zlib-stream', number]>([
    ['ceiling', 'zlib-stream', 3_000],
    ['procord', 'none', 6_000],
    ['procord', 'zlib-stream', 3_000],
    ['naive', 'none', 200],
  ])('%s (%s) counts every event, and is measured', { timeout: 120_000 }, async (consumer, compression, events) => {
    const consumed = await consume({
      consumer,
      compression,
      events,
      warmUp: events / 10,
      shards: 2,
      guilds: 12,
      alone: false,
      say: () => {},
    });
    expect(consumed.events).toBe(events);
    expect(consumed.eventsPerCpuSecond).toBeGreaterThan(100);
    expect(consumed.eventsPerWallSecond).toBeGreaterThan(10);
  });
});
