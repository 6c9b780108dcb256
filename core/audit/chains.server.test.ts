import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '#core/platform/clock.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createSigner } from '#core/platform/signing.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { appendRecord } from './append-record.server.ts';
import { checkChains } from './check-chains.server.ts';
import { recordEvent } from './record-event.server.ts';
import { signHeads } from './sign-heads.server.ts';

const signer = createSigner(['a secret that only this test knows']);
let db: WholeDatabase;

beforeEach(async () => {
  db = await createTestDatabase();
  for (const [index, reason] of ['first', 'second', 'third', 'fourth'].entries())
    await recordEvent(db.prisma, {
      actor: { kind: 'staff', id: '300000000000000009' },
      action: 'premium.granted',
      guildId: '200000000000000001',
      subjectId: `40000000000000000${index}`,
      reason,
    });
  await signHeads({ db, clock: systemClock, signer });
});
afterEach(() => db.close());

/** What somebody can do who owns the database. */
async function tamper(...statements: string[]): Promise<void> {
  for (const trigger of ['ENABLE', 'DISABLE'].reverse()) {
    await db.pool.query(
      `ALTER TABLE chain_record ${trigger} TRIGGER ALL; ALTER TABLE audit_event ${trigger} TRIGGER ALL`,
    );
    if (trigger === 'DISABLE') for (const statement of statements) await db.pool.query(statement);
  }
}

async function faults(): Promise<Record<string, string[]>> {
  const states = await checkChains(db);
  return Object.fromEntries(
    states.map(({ chain, findings }) => [chain, findings.map(({ number, fault }) => `${number} ${fault}`)]),
  );
}

test('whole chains are whole', async () => {
  expect(await checkChains(db)).toEqual([
    { chain: 'audit', records: 4, findings: [] },
    { chain: 'heads', records: 1, findings: [] },
  ]);
});

test('a flipped character is found', async () => {
  await tamper(
    `UPDATE chain_record SET body = replace(body, 'granted', 'grunted') WHERE chain = 'audit' AND number = 2`,
  );
  expect((await faults()).audit).toEqual(['2 hash', '2 content']);
});

test('a record that was changed and hashed anew does not fit the next', async () => {
  await tamper(
    `UPDATE chain_record SET body = replace(body, 'granted', 'revoked'),
            hash = chain_hash(previous_hash, replace(body, 'granted', 'revoked'), signature)
      WHERE chain = 'audit' AND number = 2`,
  );
  expect((await faults()).audit).toContain('3 link');
});

test('a dropped record is found', async () => {
  await tamper(`DELETE FROM chain_record WHERE chain = 'audit' AND number = 2`);
  expect((await faults()).audit).toEqual(expect.arrayContaining(['3 order', '3 link']));
});

test('records that changed places are found', async () => {
  await tamper(
    `UPDATE chain_record SET number = CASE number WHEN 2 THEN 1003 ELSE 1002 END WHERE chain = 'audit' AND number IN (2, 3)`,
    `UPDATE chain_record SET number = number - 1000 WHERE chain = 'audit' AND number > 1000`,
  );
  expect((await faults()).audit).toEqual(expect.arrayContaining(['2 link', '3 link', '4 link']));
});

test('an end that is cut off is found by a head that was signed before', async () => {
  await tamper(
    `DELETE FROM chain_record WHERE chain = 'audit' AND number = 4`,
    'DELETE FROM audit_event WHERE id = (SELECT max(id) FROM audit_event)',
  );
  expect((await faults()).audit).toEqual(['4 cut']);
});

test('a whole chain made anew is found by the head, and a head by its signature', async () => {
  await tamper(
    `DELETE FROM chain_record WHERE chain = 'audit'`,
    `UPDATE audit_event SET reason = 'another'`,
    `SELECT chain_append('audit', audit_body(e)) FROM (SELECT audit_event AS e FROM audit_event ORDER BY id) AS one`,
  );
  expect((await faults()).audit).toEqual(['4 cut']);
  await tamper(`UPDATE chain_record SET body = replace(body, '"number":4', '"number":3') WHERE chain = 'heads'`);
  expect((await faults()).heads).toEqual(['1 hash', '1 signature']);
});

test('an event that was changed behind the chain is found, and one that was put in or taken away', async () => {
  await tamper(`UPDATE audit_event SET reason = 'another' WHERE reason = 'third'`);
  expect((await faults()).audit).toEqual(['3 content']);
  await tamper(`INSERT INTO audit_event (actor_kind, action) VALUES ('system', 'premium.ended')`);
  expect((await faults()).audit).toEqual(['0 content', '3 content']);
});

test('the chain stays whole when a person is erased from it, and what stays is still bound', async () => {
  await db.pool.query(
    `UPDATE audit_event SET subject_id = NULL, subject_salt = NULL, reason = NULL, detail = NULL, words_salt = NULL
      WHERE subject_id = 400000000000000001`,
  );
  expect((await faults()).audit).toEqual([]);
  await expect(
    db.pool.query(`UPDATE audit_event SET subject_id = 5, subject_salt = gen_random_uuid()`),
  ).rejects.toThrow('append-only');
  await expect(db.pool.query(`UPDATE audit_event SET actor_kind = 'system'`)).rejects.toThrow('append-only');
  await tamper(`UPDATE audit_event SET actor_id = 6 WHERE subject_id IS NULL`);
  expect((await faults()).audit).toEqual(['2 content']);
});

test('who appends at once waits for the other: no number twice, none left out', async () => {
  await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const client = await db.pool.connect();
      try {
        await client.query('BEGIN');
        await appendRecord(client, { chain: 'receipts', body: { index } }, null);
        await client.query(index % 4 === 0 ? 'ROLLBACK' : 'COMMIT');
      } finally {
        client.release();
      }
    }),
  );
  expect(await checkChains(db)).toContainEqual({ chain: 'receipts', records: 30, findings: [] });
});

test('nobody changes or takes away a record while the database guards it', async () => {
  for (const statement of [
    `UPDATE chain_record SET body = '{}'`,
    'DELETE FROM chain_record',
    'TRUNCATE chain_record',
    'DELETE FROM signing_key',
  ])
    await expect(db.pool.query(statement)).rejects.toThrow('append-only');
});
