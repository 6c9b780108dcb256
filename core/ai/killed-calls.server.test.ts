import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settleCalls } from './settle-calls.server.ts';
import { type AiRig, hear, question, startAiRig } from './testing/ai-rig.ts';

const AT_ONCE = 5;
let rig: AiRig;
beforeAll(async () => {
  rig = await startAiRig();
});
afterAll(() => rig.close());

/** A process that asks, killed when it has said a word so often and a moment has passed. */
async function askAndKill(word: string, times: number, afterMs: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'core/ai/testing/asking-main.ts'], {
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
  for await (const piece of child.stdout) {
    said += piece;
    if (said.split(`${word}\n`).length > times) break;
  }
  await pause(afterMs);
  child.kill('SIGKILL');
  await exited;
}

test('after kills before and in the middle of answers the ledger is what was billed, to the last fraction', async () => {
  // What the key had cost before; the worker writes it down as it starts.
  await settleCalls(rig.deps);
  rig.mode({ mode: 'slow', firstMs: 400, betweenMs: 5 });
  await askAndKill('asking', 1, 250);
  const early = await rig.calls();
  expect(early.length).toBeGreaterThan(0);
  expect(early.every(({ generationId, outcome }) => generationId === null && outcome === 'open')).toBe(true);
  rig.mode({ mode: 'slow', firstMs: 0, betweenMs: 20 });
  await askAndKill('piece', 4, 10);
  expect((await rig.calls()).filter(({ generationId }) => generationId !== null).length).toBeGreaterThan(0);
  rig.running.model.modes.clear();
  await hear(rig.deps, question());
  const { book, key } = rig.running.model;
  await expect.poll(() => [...book.generations.values()].every(({ endedMs }) => endedMs !== null)).toBe(true);

  const later = { ...rig.deps, clock: { now: () => Date.now() + 61_000 } };
  expect((await settleCalls(later)).open).toBe(0);
  const calls = await rig.calls();
  expect(calls.every(({ outcome, costNanos }) => outcome !== 'open' && costNanos !== null)).toBe(true);
  const known = calls.reduce((sum, { costNanos }) => sum + (costNanos ?? 0n), 0n);
  expect(known).toBe(BigInt(book.usage(key)) * 1_000n);
  expect(known).toBeGreaterThan(0n);
  expect(await settleCalls(later), 'nothing is settled twice').toEqual({ settled: 0, open: 0 });
});
