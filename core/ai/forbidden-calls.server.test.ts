import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { buildProgram } from '#core/platform/testing/build-program.ts';
import { testSecrets } from '#core/platform/testing/test-database.ts';
import { setOptOut } from './set-opt-out.server.ts';
import { setSwitch } from './set-switch.server.ts';
import { type AiRig, PERSON, startAiRig } from './testing/ai-rig.ts';

const PROCESSES = 2;
/** So often each process is refused before it counts as having stopped. */
const REFUSALS = 10;
let rig: AiRig;
/** Processes that keep asking, and what came of each question, in order. */
const asking: { child: ChildProcess; said: string[] }[] = [];

beforeAll(async () => {
  rig = await startAiRig();
  const program = await buildProgram('core/ai/testing/keep-asking-main.ts');
  for (let number = 0; number < PROCESSES; number += 1) {
    const child = spawn(process.execPath, ['--enable-source-maps', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        TEST_DATABASE_URL: rig.db.url,
        TEST_SETTINGS: JSON.stringify(rig.deps.models.settings),
        TEST_SECRETS: JSON.stringify(testSecrets),
      },
    });
    const said: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => said.push(...text.split('\n').filter(Boolean)));
    asking.push({ child, said });
  }
  await untilAll('open', 2);
}, 60_000);
afterAll(async () => {
  for (const { child } of asking) {
    const gone = once(child, 'exit');
    if (child.kill('SIGKILL')) await gone;
  }
  await rig?.close();
});

/** Every process has said a word so often from here on. */
async function untilAll(word: string, times: number): Promise<void> {
  const from = asking.map(({ said }) => said.length);
  const counts = () => asking.map(({ said }, at) => said.slice(from[at]).filter((one) => one === word).length);
  await vi.waitFor(() => expect(Math.min(...counts())).toBeGreaterThanOrEqual(times), {
    timeout: 30_000,
    interval: 20,
  });
}

const staff = { reason: 'a drill', staffId: '900000000000000001' };
const toSwitch = (off: boolean) => setSwitch(rig.deps, { thing: { kind: 'all', name: '' }, off, ...staff });
const toOptOut = (out: boolean) => setOptOut(rig.deps, { personId: PERSON }, { feature: null, out });
const toFlag = async (young: boolean) => {
  const hash = 'sha256((erasure_hashes($1, 0))[1])';
  if (young) await rig.db.pool.query(`INSERT INTO under_age_gate (hash, since) VALUES (${hash}, now())`, [PERSON]);
  else await rig.db.pool.query(`DELETE FROM under_age_gate WHERE hash = ${hash}`, [PERSON]);
};

test.each([
  ['the switch of staff', 'switched-off', toSwitch],
  ['what the person chose', 'opted-out', toOptOut],
  ['that the person is under age', 'under-age', toFlag],
] as const)('%s stops the calls of every process with its next question', async (_name, reason, set) => {
  await set(true);
  const setAt = Date.now();
  await untilAll(reason, 1);
  const received = rig.running.model.received;
  await untilAll(reason, REFUSALS);
  expect(rig.running.model.received, 'calls that left since').toBe(received);
  // Those that were under way when it was set.
  const late = (await rig.calls()).filter(({ at }) => at.getTime() > setAt);
  expect(late.length).toBeLessThanOrEqual(PROCESSES);
  expect(Date.now() - setAt, 'milliseconds, of sixty seconds that are promised').toBeLessThan(60_000);
  await set(false);
  await untilAll('open', 2);
  expect(rig.running.model.received, 'they ask again').toBeGreaterThan(received);
});
