import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { purposeReach } from '#core/privacy/purpose-reach.ts';
import { brokenPurposes, readFiles } from './purpose-rules.ts';

const schema = readFileSync('prisma/schema.prisma', 'utf8');
const git = ['ls-files', '--cached', '--others', '--exclude-standard', '--', 'core/*.ts', 'bot/*.ts', 'app/*.ts'];
const files = execFileSync('git', git, { encoding: 'utf8' })
  .trim()
  .split('\n')
  .filter((file) => !/\.test\.ts$|\/testing\/|\/generated\//.test(file));

test('every statement about people is asked for what they are kept for', () => {
  expect(brokenPurposes(readFiles(files), schema, purposeReach)).toEqual([]);
});

test('what owes something for all that is kept is the rights, the sweeps and the probes', () => {
  const whole = files.filter((file) => readFileSync(file, 'utf8').includes("'keep-promises'"));
  const ours =
    /^core\/privacy\/|promises?\.server\.ts$|\/internal\/look-at-|^core\/personal-data|held\.server\.ts$|\/see\.ts$|purposes\.ts$/;
  expect(whole.filter((file) => !ours.test(file))).toEqual([]);
});

test('no program opens a database past the guard', () => {
  expect(files.filter((file) => readFileSync(file, 'utf8').includes('openWholeDatabase'))).toEqual([
    'core/platform/db.server.ts',
  ]);
});

test('a statement is caught wherever it stands', () => {
  const asks = (statement: string) => `export const f = (db: Asked) => db.for('payment').${statement};`;
  const broken = (more: Record<string, string>) => brokenPurposes(more, schema, purposeReach).length;
  expect(broken({ 'core/a.server.ts': asks("pool.query('SELECT 1 FROM subscription')") })).toBe(0);
  expect(broken({ 'core/a.server.ts': asks("pool.query('SELECT 1 FROM session')") })).toBe(1);
  expect(broken({ 'core/a.server.ts': asks(`pool.query(\`DELETE FROM analytics.message_pack\`)`) })).toBe(1);
  expect(broken({ 'core/a.server.ts': asks("pool.query('SELECT * FROM analytics.messages_of($1, 0, 1)')") })).toBe(2);
  expect(broken({ 'core/a.server.ts': asks('prisma.session.count()') })).toBe(1);
  expect(broken({ 'core/a.server.ts': asks('prisma.subscription.findMany({ include: { account: true } })') })).toBe(1);
  const two = `${asks('prisma.session.count()')} export const h = (db: Asked) => db.for('sign-in').pool.query('SELECT 1');`;
  expect(broken({ 'core/a.server.ts': two })).toBe(1);
  const work = (table: string) => `inTransaction(db.for('payment'), (tx) => tx.query('SELECT FROM ${table}'))`;
  const begun = (table: string) =>
    `export const f = (db: Asked) => ${work(table)}; db.for('sign-in').pool.query('SELECT 1');`;
  expect(broken({ 'core/a.server.ts': begun('subscription') })).toBe(0);
  expect(broken({ 'core/a.server.ts': begun('session') })).toBe(1);
  const inside = `export const g = (tx: Prisma.TransactionClient) => tx.auditEvent.create();`;
  const uses = `import { g } from './g.server.ts'; ${asks('prisma.$transaction(g)')}`;
  expect(broken({ 'core/a.server.ts': uses, 'core/g.server.ts': inside })).toBe(1);
  const gone = `export const g = (tx: pg.PoolClient) => tx.query('DELETE FROM session');`;
  const calls = `import { g } from './g.server.ts'; ${asks('prisma.session.count()').replace('payment', 'sign-in')}`;
  const begins = (purpose: string) =>
    `${calls} export const h = (db: Asked) => inTransaction(db.for('${purpose}'), g);`;
  expect(broken({ 'core/a.server.ts': begins('sign-in'), 'core/g.server.ts': gone })).toBe(0);
  expect(broken({ 'core/a.server.ts': begins('payment'), 'core/g.server.ts': gone })).toBe(1);
});
