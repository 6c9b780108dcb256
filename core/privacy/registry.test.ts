import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { english } from '#core/i18n/english.ts';
import { purposes } from '#core/platform/purposes.ts';
import { personalTables } from './read-held.server.ts';
import { listColumns, personalDataByPurpose, registry } from './registry.ts';
import { recipients } from './rules/recipients.ts';
import { basisOf, legalBases, retentionClasses, sources } from './schema.ts';

test('subject paths lead to columns that exist', () => {
  const columnsOf = (table: string) => Object.keys(registry[table]?.columns ?? {});
  for (const { table, subject } of listColumns()) {
    if (subject.of === 'nobody') continue;
    if ('via' in subject) {
      expect(columnsOf(table)).toContain(subject.via);
      expect(columnsOf(subject.table)).toContain(subject.column);
    } else if (subject.of === 'people') {
      expect(columnsOf(table)).toEqual(expect.arrayContaining([...subject.columns]));
    } else expect(columnsOf(table)).toContain(subject.column);
  }
});

test('what is about a person is exported and erased by a rule, and what is not is not', () => {
  for (const { table, column, subject, export: exported, erase } of listColumns()) {
    const personal = subject.of === 'person' || subject.of === 'people';
    expect([`${table}.${column}`, exported !== 'not-personal', erase !== 'not-personal']).toEqual([
      `${table}.${column}`,
      personal,
      personal,
    ]);
  }
});

test('a retention class names code that exists', () => {
  for (const { enforcedBy } of Object.values(retentionClasses)) {
    if (enforcedBy !== null) expect(existsSync(enforcedBy), enforcedBy).toBe(true);
  }
});

test('purposes list the columns about people', () => {
  const groups = personalDataByPurpose();
  expect(groups.get('count-activity')?.map((one) => one.table)).toContain('analytics.message_pack');
  expect(groups.has('operate')).toBe(false);
});

test('what is asked consent for rests on it, and on it alone', () => {
  const consented = purposes.filter((purpose) => basisOf[purpose] === 'consent');
  expect(consented).toEqual(['tell-changes']);
  // Letters before a policy changes share the address and the outbox with mails that people ask for.
  const places = personalDataByPurpose()
    .get('tell-changes')
    ?.map(({ table, column }) => `${table}.${column}`);
  expect(places).toEqual(expect.arrayContaining(['public.account.email_sealed', 'public.mail_choice.topic']));
  expect(personalDataByPurpose().get('notify')).toHaveLength(places?.length ?? 0);
});

test('every purpose, source and retention class has its words', () => {
  expect(Object.keys(english.privacy.purpose).sort()).toEqual([...purposes].sort());
  expect(Object.keys(english.privacy.source).sort()).toEqual([...sources].sort());
  expect(Object.keys(english.privacy.retention).sort()).toEqual(Object.keys(retentionClasses).sort());
});

test('every purpose has a legal basis, and interests are named where they are the basis', () => {
  const interested = purposes.filter((purpose) => basisOf[purpose] === 'legitimate-interests');
  expect(Object.keys(english.privacy.interest).sort()).toEqual([...interested].sort());
  expect(Object.keys(english.privacy.basis).sort()).toEqual([...legalBases].sort());
});

test('of every table about people it is said who sees it', () => {
  expect(Object.keys(recipients).sort()).toEqual([...personalTables().keys()].sort());
  expect(Object.keys(english.privacy.recipients).sort()).toEqual([...new Set(Object.values(recipients))].sort());
});
