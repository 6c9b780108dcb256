import { expect, test } from 'vitest';
import { createPurposeGuard, namesIn } from './purpose-guard.ts';

const reach = {
  tables: { 'public.session': ['sign-in'], 'analytics.message_pack': ['count-activity'] },
  functions: { 'analytics.messages_of': ['analytics.message_pack'] },
  everything: ['keep-promises'],
} as const;

test('a table answers for what it is kept for, by whatever name it is called', () => {
  const { check } = createPurposeGuard(reach);
  for (const sql of [
    'SELECT * FROM session s',
    'select * from PUBLIC . Session',
    'DELETE FROM "public"."session" WHERE "public"."session"."id_hash" = $1',
    'WITH a AS (SELECT 1) INSERT INTO session SELECT * FROM a',
    'LOCK TABLE session IN SHARE MODE',
    'COPY session (id_hash) FROM STDIN',
    `SELECT 'it''s' FROM a, session`,
    String.raw`SELECT E'\'', * FROM session WHERE a = ''`,
  ]) {
    expect(() => check(sql, ['payment']), sql).toThrow('public.session is kept for sign-in');
    expect(() => check(sql, []), sql).toThrow('no purpose');
    expect(() => check(sql, ['payment', 'sign-in']), sql).not.toThrow();
    expect(() => check(sql, ['keep-promises']), sql).not.toThrow();
  }
  for (const sql of ['SELECT * FROM analytics.message_pack_20777', 'SELECT * FROM analytics.messages_of(1, 2, 3)'])
    expect(() => check(sql, ['sign-in']), sql).toThrow('analytics.message_pack is kept for count-activity');
});

test('what is no name touches nothing', () => {
  const { check } = createPurposeGuard(reach);
  for (const sql of [
    `SELECT 'session', $$ session $$, $x$ session $x$ FROM guild -- session`,
    '/* session */ SELECT session_user, sessions, "my session" FROM gateway.session',
    'BEGIN',
  ])
    expect(() => check(sql, []), sql).not.toThrow();
  expect([...namesIn('SELECT a.b FROM "x y".z')]).toEqual(
    expect.arrayContaining(['public.select', 'public.a', 'a.b', 'x y.z']),
  );
});

test('uses are counted by the purpose that fits, once', () => {
  const guard = createPurposeGuard(reach);
  guard.check('SELECT 1 FROM session', ['payment', 'sign-in']);
  guard.check('SELECT 1 FROM session, analytics.message_pack', ['sign-in', 'keep-promises']);
  guard.check('SELECT 1', ['payment']);
  expect([...guard.take()]).toEqual([
    ['sign-in', 2],
    ['keep-promises', 1],
  ]);
  expect([...guard.take()]).toEqual([]);
});
