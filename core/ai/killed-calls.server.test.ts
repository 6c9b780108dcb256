import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildProgram } from '#core/platform/testing/build-program.ts';
import { settleCalls } from './settle-calls.server.ts';
import { type AiRig, hear, question, startAiRig } from './testing/ai-rig.ts';

const AT_ONCE = 5;
let rig: AiRig;
let program: string;
beforeAll(async () => {
  program = await buildProgram('core/ai/testing/asking-main.ts');
  rig = await startAiRig();
}, 60_000);
afterAll(() => rig.close());

/** A process that asks so often at once, killed as soon as something is so. */
async function askAndKill(isTime: (pieces: number) => boolean): Promise<void> {
  const child = spawn(process.execPath, ['--enable-source-maps', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      TEST_DATABASE_URL: rig.db.url,
      TEST_SETTINGS: JSON.stringify(rig.deps.models.settings),
      TEST_AT_ONCE: String(AT_ONCE),
    },
  });
  const exited = once(child, 'exit');
  let said = '';
  child.stdout.on('data', (piece) => {
    said += piece;
  });
  await expect.poll(() => isTime(said.split('piece\n').length - 1), { timeout: 25_000, interval: 10 }).toBe(true);
  child.kill('SIGKILL');
  await exited;
}

test('after kills before and in the middle of answers the ledger is what was billed, to the last fraction', async () => {
  // What the key had cost before; the worker writes it down as it starts.
  await settleCalls(rig.deps);
  const { model } = rig.running;
  rig.mode({ mode: 'slow', firstMs: 600_000, betweenMs: 0 });
  await askAndKill(() => model.received === AT_ONCE);
  const early = await rig.calls();
  expect(early).toHaveLength(AT_ONCE);
  expect(early.every(({ outcome }) => outcome === 'open')).toBe(true);
  // As where the process died before the first byte came back: nobody knows which bills are theirs.
  await rig.db.pool.query('UPDATE ai_call SET generation_id = NULL');
  rig.mode({ mode: 'slow', firstMs: 0, betweenMs: 20 });
  await askAndKill((pieces) => pieces >= 4);
  expect((await rig.calls()).filter(({ generationId }) => generationId !== null).length).toBeGreaterThan(0);
  model.modes.clear();
  await hear(rig.deps, question());
  const { book, key } = model;
  await expect
    .poll(() => [...book.generations.values()].every(({ endedMs }) => endedMs !== null), { timeout: 15_000 })
    .toBe(true);

  const later = { ...rig.deps, clock: { now: () => Date.now() + 61_000 } };
  expect((await settleCalls(later)).open).toBe(0);
  const calls = await rig.calls();
  expect(calls.every(({ outcome, costNanos }) => outcome !== 'open' && costNanos !== null)).toBe(true);
  const known = calls.reduce((sum, { costNanos }) => sum + (costNanos ?? 0n), 0n);
  expect(known).toBe(BigInt(book.usage(key)) * 1_000n);
  expect(known).toBeGreaterThan(0n);
  expect(await settleCalls(later), 'nothing is settled twice').toEqual({ settled: 0, open: 0 });
});
