import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Probe } from '#core/platform/evidence.ts';
import type { NegativeControl, Stage } from '#core/platform/testing/negative-control.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { probesOf } from '../../bot/jobs/look-at-promises.ts';
import { promiseIds, promises } from './promises.ts';

/** Every `testing/controls.ts` of a room of core/ or a folder of bot/ or app/. */
const files = ['core', 'bot', 'app'].flatMap((side) =>
  readdirSync(side)
    .map((room) => path.resolve(side, room, 'testing', 'controls.ts'))
    .filter((file) => existsSync(file)),
);
const listed = await Promise.all(
  files.map(async (file) => {
    const { controls }: { controls: readonly NegativeControl[] } = await import(pathToFileURL(file).href);
    return controls;
  }),
);
const controls = listed.flat();
const proven = promiseIds.filter((id) => promises[id].kind === 'proven' && !('awaits' in promises[id]));

test('every promise that a machine sees kept has a control that switches off what keeps it', () => {
  const controlled = new Set(controls.map(({ promise }) => promise));
  expect(proven.filter((id) => !controlled.has(id))).toEqual([]);
  expect([...controlled].filter((id) => !proven.some((one) => one === id))).toEqual([]);
  const named = controls.map(({ promise, off }) => `${promise} ${off}`);
  expect(new Set(named).size).toBe(named.length);
});

/** A stage whose clock stands still at the hour, so that nothing depends on when the tests run. */
async function openStage(): Promise<Stage & AsyncDisposable> {
  const db = await createTestDatabase();
  let nowMs = Math.floor(Date.now() / 3_600_000) * 3_600_000;
  const clock = {
    now: () => nowMs,
    move(ms: number) {
      nowMs += ms;
    },
  };
  return { db, clock, [Symbol.asyncDispose]: () => db.close() };
}

/** As the worker looks: what throws or says nothing is stale. */
async function seenBy(probe: Probe | undefined): Promise<string> {
  if (!probe) return 'no probe';
  return probe.look().then(
    ({ state }) => state,
    () => 'stale',
  );
}

describe('without what keeps it, a promise is seen not to be kept', () => {
  test.each(controls)('$promise: $off', async ({ promise, seen, before, cripple }) => {
    await using stage = await openStage();
    const own = () => probesOf(stage).find((probe) => probe.promise === promise);
    await before?.(stage);
    expect(await seenBy(own()), 'with its mechanism').toBe('kept');
    const crippled = await cripple(stage);
    if (crippled) expect(crippled.promise).toBe(promise);
    expect(await seenBy(crippled ?? own()), 'without its mechanism').toBe(seen);
  });
});
