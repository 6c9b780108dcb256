import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { resealValues } from '#core/accounts/reseal-values.server.ts';
import { openWholeDatabase } from '#core/platform/db.server.ts';

/**
 * `npm run reseal`: seals with PROCORD_SECRET what one of PROCORD_OLD_SECRETS sealed. Without DATABASE_URL, in the
 * database of the instance that runs on PROCORD_HOME.
 */
const say = (line: string) => process.stdout.write(`${line}\n`);
// Finds the project by its own place, so it is not bundled.
const file = pathToFileURL(path.resolve('deploy/settings.mjs')).href;
const { homeFolder, readSettings, secretOf }: typeof import('./settings.mjs') = await import(file);
const settings = readSettings();
const home = homeFolder(settings);
const secrets = [secretOf(settings, home), ...(settings.PROCORD_OLD_SECRETS ?? '').split(',')].filter(Boolean);
const db = openWholeDatabase(settings.DATABASE_URL ?? runningDatabase(home), { max: 1, name: 'procord reseal' });
try {
  const { resealed, unopened } = await resealValues(db, secrets);
  say(`Sealed anew: ${resealed}.`);
  for (const column of new Set(unopened))
    say(`${unopened.filter((one) => one === column).length} of ${column} open with no secret that is given.`);
  process.exitCode = unopened.length > 0 ? 1 : 0;
} finally {
  await db.close();
}

function runningDatabase(home: string): string {
  try {
    return (JSON.parse(readFileSync(path.join(home, 'run.json'), 'utf8')) as { databaseUrl: string }).databaseUrl;
  } catch {
    say(`No instance runs on ${home}: start it, or set DATABASE_URL.`);
    return process.exit(1);
  }
}
