import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { comparePolicies } from '#core/policies/compare-versions.server.ts';
import { policyIds } from '#core/policies/rules/policy-ids.ts';
import { versionsOf } from '#core/policies/versions.ts';
import { writePolicy } from '#core/policies/write-policy.server.ts';
import { policySources } from '#core/policy-sources.server.ts';

/** People are told this long before a version takes effect. */
const NOTICE_DAYS = 14;
const FOLDER = path.join('core', 'policies', 'versions');

/**
 * `npm run policy` says what the registries have that the newest versions have not.
 * `npm run policy -- redraft "What is different, in plain words."` writes the next version of each policy that differs.
 * `npm run policy -- amend` writes the newest version anew instead: only for one that no instance has posted yet, since
 * those that have will say that the promise of P51 is broken.
 */
const [act, summary] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);
if (act !== undefined && act !== 'amend' && (act !== 'redraft' || (summary ?? '').length < 20)) {
  say(
    'npm run policy | npm run policy -- redraft "What is different, in a sentence or two." | npm run policy -- amend',
  );
  process.exit(64);
}
const day = (inDays: number) => new Date(Date.now() + inDays * 86_400_000).toISOString().slice(0, 10);
let differs = false;
for (const policy of policyIds) {
  const newest = versionsOf(policy).at(-1);
  const drafted = writePolicy(policy, policySources());
  if (newest && JSON.stringify([newest.document, newest.facts]) === JSON.stringify([drafted.document, drafted.facts]))
    continue;
  differs = true;
  const lines = newest ? comparePolicies(newest.document, drafted.document).filter(({ kind }) => kind !== 'same') : [];
  say(`${policy}: differs from version ${newest?.number ?? 0} in ${lines.length} passages`);
  if (act === undefined) continue;
  const isNew = act === 'redraft' || newest === undefined;
  const version = isNew
    ? {
        policy,
        number: (newest?.number ?? 0) + 1,
        date: day(0),
        effective: day(newest ? NOTICE_DAYS : 0),
        summary: summary ?? 'The first version of this policy.',
        ...drafted,
      }
    : { ...newest, ...drafted };
  const file = path.join(FOLDER, `${policy}-${version.number}.json`);
  writeFileSync(file, `${JSON.stringify(version, null, 2)}\n`);
  say(`${file} is written: number ${version.number}, takes effect on ${version.effective}`);
}
if (act !== undefined) writeIndex();
process.exit(differs && act === undefined ? 1 : 0);

/** The list of the files that are there. */
function writeIndex(): void {
  const names = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => path.basename(file, '.json'))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const idOf = (name: string) => name.replace('-', '');
  const imports = names.map((name) => `import ${idOf(name)} from './${name}.json' with { type: 'json' };\n`);
  const list = names.map((name) => `  ${idOf(name)},\n`);
  const doc = '/** Written by `npm run policy`. */';
  writeFileSync(
    path.join(FOLDER, 'files.ts'),
    `${imports.join('')}\n${doc}\nexport const files = [\n${list.join('')}];\n`,
  );
}
