import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { createEnding } from './ending.mjs';
import { buildEverything, installEverything, showError } from './start-all.mjs';
import { elapsed, say, seconds, step } from './steps.mjs';
import { CommandError, commands, run, runTool } from './tools.mjs';

/**
 * `npm test`: everything, from a fresh clone on. Each check says how many of its tests passed and failed; the last line
 * adds them up.
 * @typedef {{ passed: number, failed: number, output: string }} Outcome
 */

const MINUTE = 60_000;
const results = mkdtempSync(path.join(os.tmpdir(), 'procord-results-'));

/** A check that knows only yes and no. @param {() => Promise<{ output: string }>} work @returns {Promise<Outcome>} */
async function yesOrNo(work) {
  try {
    return { passed: 1, failed: 0, output: (await work()).output };
  } catch (error) {
    return { passed: 0, failed: 1, output: error instanceof CommandError ? error.output : String(error) };
  }
}

/** @param {string} file */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** @param {string} name @param {string[]} args @returns {Promise<Outcome>} */
async function vitest(name, args) {
  const file = path.join(results, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code, output } = await runTool('vitest', ['run', ...args, ...reporters], {
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    allow: [0, 1],
    limitMs: 30 * MINUTE,
  });
  const report = readReport(file);
  const failed = (report?.numFailedTests ?? 0) + brokenFiles(report);
  // An unhandled error fails the run without failing a test.
  return { passed: report?.numPassedTests ?? 0, failed: failed || (code === 0 ? 0 : 1), output };
}

/** Test files that failed before any of their tests ran. @param {{ testResults?: { status: string, assertionResults: unknown[] }[] } | undefined} report */
function brokenFiles(report) {
  return (report?.testResults ?? []).filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
    .length;
}

/** Kills at random instants, briefly: nothing lost, nothing doubled. @returns {Promise<Outcome>} */
async function chaos() {
  const file = path.join(results, 'chaos.json');
  const args = ['--kills', '10', '--events', '20000', '--json', file];
  const outcome = await yesOrNo(() =>
    run(process.execPath, ['deploy/tool.mjs', 'bench/chaos.ts', ...args], { limitMs: 8 * MINUTE }),
  );
  const figures = readReport(file)?.figures;
  if (figures)
    say(
      `    ${Object.entries(figures)
        .map(([name, value]) => `${name} ${value}`)
        .join(', ')}`,
    );
  return outcome;
}

/** @returns {Promise<Outcome>} */
async function browser() {
  const file = path.join(results, 'browser.json');
  const { code, output } = await runTool('playwright', ['test', '--reporter=list,json'], {
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: file, NO_COLOR: '1', FORCE_COLOR: '0' },
    allow: [0, 1],
    limitMs: 30 * MINUTE,
  });
  const stats = readReport(file)?.stats;
  const failed = (stats?.unexpected ?? 0) + (stats?.flaky ?? 0);
  return { passed: stats?.expected ?? 0, failed: failed || (code === 0 && stats?.expected > 0 ? 0 : 1), output };
}

const importFolders = ['app', 'bot', 'core', 'simulator', 'bench', 'e2e', 'prisma/seed.ts', 'deploy/prepare.ts'];

/** @typedef {[name: string, check: () => Promise<Outcome>]} Check */

/** What reads the sources alone. @type {Check[]} */
const reading = [
  ['Lint', () => yesOrNo(() => runTool('biome', ['check', '--colors=off', '--error-on-warnings', '.']))],
  ['Imports', () => yesOrNo(() => runTool('depcruise', ['--config', '.dependency-cruiser.cjs', ...importFolders]))],
  ['Types', () => yesOrNo(() => runTool('tsc', ['--noEmit', '--pretty', 'false']))],
];

/**
 * What runs the build; those of a line beside each other. Chaos is alone: it compares instants, which a busy machine moves.
 * @type {Check[][]}
 */
const running = [
  [
    ['House, drift', () => vitest('house', ['deploy/house', 'prisma'])],
    ['Start and end', () => vitest('start', ['deploy/', '--exclude', 'deploy/house/**'])],
  ],
  [['Tests', () => vitest('tests', ['app', 'bot', 'core', 'simulator', 'bench'])]],
  [['Chaos', chaos]],
  [['Browser', browser]],
];

const words = process.argv.slice(2).map((name) => name.toLowerCase());
const isWanted = (/** @type {Check} */ [name]) =>
  words.length === 0 || words.some((word) => name.toLowerCase().includes(word));

/** Begins checks, all at once. @param {Check[]} checks */
const begin = (checks) =>
  checks.filter(isWanted).map(([name, check]) => ({
    name,
    outcome: check().catch((error) => ({ passed: 0, failed: 1, output: String(error.output ?? error) })),
  }));

const total = { passed: 0, failed: 0 };

/** Shows what came of them, one after the other. @param {ReturnType<typeof begin>} begun */
async function show(begun) {
  for (const { name, outcome } of begun) {
    const { passed, failed, output } = await step(
      name,
      () => outcome,
      (result) => `${result.passed} passed, ${result.failed} failed`,
    );
    total.passed += passed;
    total.failed += failed;
    if (failed > 0) say(`\n${output.trim().slice(-20_000)}\n`);
  }
}

const ending = createEnding(say);
ending.add(async () => {
  rmSync(results, { recursive: true, force: true });
  commands.endAll();
});
try {
  await installEverything();
  const read = begin(reading);
  await buildEverything({ web: true });
  await step('Chromium', ensureChromium);
  await show(read);
} catch (error) {
  await ending.end();
  process.exit(showError(error) || 1);
}
for (const checks of running) await show(begin(checks));
await ending.end();
say(`  Tested in ${seconds(elapsed())}.`);
say(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
