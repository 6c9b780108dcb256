import { beforeAll, describe, expect, test } from 'vitest';
import { buildPrograms } from '../../deploy/build.mjs';
import { seeded } from './random.ts';
import { runChaos } from './run-chaos.ts';
import { hungAndOutage, splitBrain } from './scenarios.ts';
import { schedule } from './schedule.ts';

const lines: string[] = [];
const say = (line: string) => void lines.push(line);
const common = { say, shards: 4, eventsPerSecond: 200 };

/** Short forms of `npm run chaos`, with the programs as they are built. */
describe('the built programs under faults', { timeout: 240_000 }, () => {
  beforeAll(() => buildPrograms(), 120_000);

  test('a refused resume is a gap and never a wrong number', async () => {
    const { figures, comparison, behind } = await runChaos({
      kills: 2,
      events: 8_000,
      everySeconds: 6,
      refusals: 2,
      seed: 12,
      clusters: 2,
      shards: 4,
      guilds: 12,
      say,
    });
    expect({ ...figures, behind }, lines.join('\n')).toMatchObject({ lost: 0, doubled: 0, wrong: 0, behind: [] });
    expect(comparison.differences).toEqual([]);
    expect(figures.gaps).toBeGreaterThan(0);
  });

  test('of two processes on one shard only one ever commits', async () => {
    const { figures, holds } = await splitBrain({ ...common, rounds: 2 });
    expect(figures, lines.join('\n')).toMatchObject({ lost: 0, doubled: 0, wrong: 0, gaps: 0 });
    expect(holds).toBe(true);
  });

  test('a hung cluster is replaced in a minute, under an alert that closes; a database that stops loses nothing', async () => {
    const { figures, holds } = await hungAndOutage({ ...common, minutes: 0.3 });
    expect(figures.replaced_seconds, lines.join('\n')).toBeLessThanOrEqual(60);
    expect(figures, lines.join('\n')).toMatchObject({ lost: 0, doubled: 0, wrong: 0, gaps: 0, processes_died: 0 });
    expect(holds).toBe(true);
  });
});

test('a seed repeats its faults', () => {
  const make = (seed: number) =>
    schedule({ kills: 20, lengthMs: 60_000, shards: 8, refusals: 2, only: [], random: seeded(seed) });
  expect(make(3)).toEqual(make(3));
  expect(make(3)).not.toEqual(make(4));
  expect(make(3).filter((step) => step.kill)).toHaveLength(20);
});
