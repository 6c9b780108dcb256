import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { complaintsOf, fuzzWeb } from './fuzz-web.ts';
import { startFuzzedWeb } from './start-fuzzed-web.ts';

let db: WholeDatabase;
let fuzzed: Awaited<ReturnType<typeof startFuzzedWeb>>;

beforeAll(async () => {
  db = await createTestDatabase();
  fuzzed = await startFuzzedWeb(db);
}, 180_000);
afterAll(async () => {
  await fuzzed?.web.stop();
  await db?.close();
});

test('no fuzzed request is answered as if the fault were ours, and none shakes the process', async () => {
  const { web, known, whose } = fuzzed;
  const report = await fuzzWeb(web.origin, known, whose, { perTarget: 100, seed: 1, say: () => {} });
  expect(report.failures.slice(0, 3)).toEqual([]);
  expect(report.byStatus[200]).toBeGreaterThan(100);
  expect(report.byStatus[400]).toBeGreaterThan(25);
  expect(web.child.exitCode).toBe(null);
  const complaints = complaintsOf(web.lines);
  expect([complaints.length, complaints.slice(0, 3)]).toEqual([0, []]);
  expect((await fetch(`${web.origin}/healthz`)).status).toBe(200);
}, 240_000);

test('the same seed makes the same requests', async () => {
  const { makeRequest, targets } = await import('./make-request.ts');
  const { seeded } = await import('../chaos/random.ts');
  const known = { ...fuzzed.known, origin: 'http://localhost', cookie: 'procord=abc' };
  for (const target of targets)
    expect(makeRequest(seeded(42), target, known)).toEqual(makeRequest(seeded(42), target, known));
});
