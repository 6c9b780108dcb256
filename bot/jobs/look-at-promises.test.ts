import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { probeSettings } from '#core/accounts/testing/probe-settings.ts';
import { noteCrawl } from '#core/consent/note-crawl.server.ts';
import { systemClock } from '#core/platform/clock.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { listPromises } from '#core/policies/list-promises.server.ts';
import { promises } from '#core/policies/promises.ts';
import type { PromiseEntry } from '#core/policies/schema.ts';
import { lookAtPromisesJob, probesOf } from './look-at-promises.ts';
import { postPoliciesJob } from './post-policies.ts';

let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  // As a process does that listens for consents.
  await db.prisma.consentReach.create({ data: { processId: randomUUID(), process: 'worker' } });
  // As the web process does that looks at its pages.
  const crawl = { pages: 6, cookies: ['procord'], hosts: [], counter: 'off' } as const;
  await noteCrawl({ db, clock: systemClock }, crawl);
});
afterAll(() => db.close());

const proven = Object.entries<PromiseEntry>(promises).filter(
  ([, entry]) => entry.kind === 'proven' && !('awaits' in entry),
);

test('every promise that a machine can see kept has one probe, and no other has', () => {
  const probed = probesOf({ db, clock: systemClock, ...probeSettings }).map(({ promise }) => promise);
  expect(probed.toSorted()).toEqual(proven.map(([id]) => id).toSorted());
});

test('what keeps a promise is there, and so is what tests it', () => {
  for (const [id, entry] of proven)
    if (!('awaits' in entry))
      for (const file of [...entry.mechanism, ...entry.tests]) expect(existsSync(file), `${id}: ${file}`).toBe(true);
});

test('the job looks at all of them; what it saw grows stale', async () => {
  for (const job of [postPoliciesJob, lookAtPromisesJob(probeSettings)])
    await job.run({ db, clock: systemClock, log: createLog('test', 'fatal') });
  const states = async (atMs: number) => {
    const standing = await listPromises({ db, clock: { now: () => atMs } });
    return new Set(standing.filter(({ id }) => proven.some(([one]) => one === id)).map(({ state }) => state));
  };
  expect(await states(Date.now())).toEqual(new Set(['kept']));
  expect(await states(Date.now() + 2 * 3_600_000)).toEqual(new Set(['stale']));
});
