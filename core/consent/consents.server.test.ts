import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { giveConsent } from './give-consent.server.ts';
import { hasConsent } from './has-consent.server.ts';
import { listConsents } from './list-consents.server.ts';
import { consentProbes } from './promises.server.ts';
import { stateOfConsent } from './rules.ts';
import { withdrawConsent } from './withdraw-consent.server.ts';

const asked = { purpose: 'mail', surface: 'consents', locale: 'en' } as const;
let db: WholeDatabase;
let next = 400000000000000000n;
async function somebody() {
  next += 1n;
  await db.prisma.account.create({ data: { id: next, username: 'somebody' } });
  return { userId: String(next) };
}

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

test('giving and taking back are one answer each, in the order of their time; twice is once', async () => {
  const scope = await somebody();
  expect(await hasConsent(db, scope, 'mail')).toBe(false);
  await withdrawConsent({ db }, scope, asked);
  expect(await listConsents(db, scope)).toEqual([{ purpose: 'mail', state: 'not-asked', answers: [] }]);
  await giveConsent({ db }, scope, asked);
  await giveConsent({ db }, scope, asked);
  expect(await hasConsent(db, scope, 'mail')).toBe(true);
  expect(await hasConsent(db, await somebody(), 'mail')).toBe(false);
  await withdrawConsent({ db }, scope, asked);
  await withdrawConsent({ db }, scope, asked);
  expect(await hasConsent(db, scope, 'mail')).toBe(false);
  const [mail] = await listConsents(db, scope);
  expect(mail).toMatchObject({
    state: 'withdrawn',
    answers: [
      { outcome: 'withdrawn', version: 1, locale: 'en', surface: 'consents' },
      { outcome: 'given', version: 1, locale: 'en', surface: 'consents' },
    ],
  });
});

test('a consent to other words is none, and can be taken back all the same', async () => {
  const scope = await somebody();
  await db.pool.query(
    `INSERT INTO consent_event (user_id, purpose, version, outcome, locale, surface)
     VALUES ($1, 'mail', 0, 'given', 'en', 'welcome')`,
    [scope.userId],
  );
  expect(await hasConsent(db, scope, 'mail')).toBe(false);
  expect((await listConsents(db, scope))[0]?.state).toBe('outdated');
  await withdrawConsent({ db }, scope, asked);
  expect((await listConsents(db, scope))[0]?.state).toBe('withdrawn');
});

test('silence and refusal are no', () => {
  expect(stateOfConsent('mail', null)).toBe('not-asked');
  expect(stateOfConsent('mail', { outcome: 'refused', version: 1 })).toBe('refused');
});

test('the database lets nobody change the ledger, or take a part of it away', async () => {
  const scope = await somebody();
  await giveConsent({ db }, scope, asked);
  await withdrawConsent({ db }, scope, asked);
  const run = (sql: string) => db.pool.query(`${sql} WHERE user_id = $1`, [scope.userId]);
  await expect(run(`UPDATE consent_event SET outcome = 'given'`)).rejects.toThrow('only grows');
  await expect(
    db.pool.query(`DELETE FROM consent_event WHERE user_id = $1 AND outcome = 'withdrawn'`, [scope.userId]),
  ).rejects.toThrow('only grows');
  await expect(db.pool.query('TRUNCATE consent_event')).rejects.toThrow('only grows');
  expect((await run('DELETE FROM consent_event')).rowCount).toBe(2);
});

test('P47: kept while processes hear; broken where one does not, or the ledger is not guarded', async () => {
  const look = () =>
    consentProbes(db)
      .find((probe) => probe.promise === 'P47')
      ?.look();
  expect(await look(), 'nobody listens').toMatchObject({ state: 'broken', facts: { processes: 0 } });
  const [web, worker] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
  await db.pool.query(`INSERT INTO consent_reach (process_id, process) VALUES ($1, 'web'), ($2, 'worker')`, [
    web,
    worker,
  ]);
  expect(await look()).toMatchObject({ state: 'kept', facts: { processes: 2, silent: [] } });

  await db.pool.query(`UPDATE consent_reach SET read_at = now() - interval '90 seconds' WHERE process_id = $1`, [web]);
  expect(await look()).toMatchObject({ state: 'degraded', facts: { silent: ['web'] } });
  await db.pool.query(
    `INSERT INTO consent_event (user_id, purpose, version, outcome, locale, surface, at)
     VALUES ($1, 'mail', 1, 'withdrawn', 'en', 'consents', now() - interval '70 seconds')`,
    [(await somebody()).userId],
  );
  expect(await look()).toMatchObject({ state: 'broken', facts: { found: ['web'] } });
  await db.pool.query('UPDATE consent_reach SET read_at = now()');
  expect(await look()).toMatchObject({ state: 'kept' });

  for (const trigger of ['consent_event_tell', 'consent_event_stays', 'consent_event_goes_whole']) {
    await db.pool.query(`ALTER TABLE consent_event DISABLE TRIGGER ${trigger}`);
    expect(await look()).toMatchObject({ state: 'broken', facts: { found: [trigger] } });
    await db.pool.query(`ALTER TABLE consent_event ENABLE TRIGGER ${trigger}`);
  }
});
