import { describe, expect, test } from 'vitest';
import { english } from '#core/i18n/english.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import { envSchema } from '#core/platform/env.server.ts';
import { policySources } from '#core/policy-sources.server.ts';
import { aiDocument } from './ai-document.ts';
import { comparePolicies } from './compare-versions.server.ts';
import type { AiUse } from './decisions.ts';
import { privacyDocument } from './privacy-document.ts';
import { promiseIds } from './promises.ts';
import { hashOf, readPolicy, versionAt } from './read-policy.server.ts';
import { policyIds } from './rules/policy-ids.ts';
import type { PolicyVersion } from './schema.ts';
import { vendors } from './vendors.ts';
import { versions, versionsOf } from './versions.ts';
import { writePolicy } from './write-policy.server.ts';

const DAY_MS = 86_400_000;
const { t } = speakerOf('en');

describe.each(policyIds)('the %s policy', (policy) => {
  test('says what its newest version says: else run `npm run policy -- redraft "What is different."`', () => {
    const newest = versionsOf(policy).at(-1);
    const { document, facts } = writePolicy(policy, policySources());
    expect(facts).toEqual(newest?.facts);
    expect(newest && comparePolicies(newest.document, document).filter(({ kind }) => kind !== 'same')).toEqual([]);
    expect(document).toEqual(newest?.document);
  });

  test('has versions in order, each with its own summary, and a fortnight to read a later one', () => {
    const own = versionsOf(policy);
    expect(own.map(({ number }) => number)).toEqual(own.map((_, at) => at + 1));
    expect(new Set(own.map(({ summary }) => summary)).size).toBe(own.length);
    for (const [at, { date, effective }] of own.entries()) {
      expect(date >= (own[at - 1]?.date ?? '')).toBe(true);
      if (at > 0) expect(Date.parse(effective) - Date.parse(date)).toBeGreaterThanOrEqual(14 * DAY_MS);
    }
  });
});

test('a register, a company or a promise that changes is seen in what a version rests on', () => {
  const sources = policySources();
  const before = writePolicy('privacy', sources);
  const more = writePolicy('privacy', { ...sources, data: [...sources.data, 'public.account.phone sign-in discord'] });
  expect(more.facts).toEqual({ ...before.facts, data: more.facts.data });
  expect(more.facts.data).not.toBe(before.facts.data);
  const [first, ...rest] = sources.purposes;
  const other = writePolicy('privacy', {
    ...sources,
    purposes: [...(first ? [{ ...first, basis: 'legitimate-interests' as const }] : []), ...rest],
  });
  expect(other.facts.purposes).not.toBe(before.facts.purposes);
  expect(comparePolicies(before.document, other.document).filter(({ kind }) => kind === 'changed')).toHaveLength(1);
});

test('every promise stands in one of the two texts, once', () => {
  const sections = policyIds.flatMap((policy) => writePolicy(policy, policySources()).document.sections);
  const blocks = sections.flatMap((section) => section.blocks);
  const made = blocks.flatMap((block) => (block.kind === 'promises' ? block.promises.map(({ id }) => id) : []));
  expect(made.toSorted()).toEqual([...promiseIds].sort());
});

test('everything that is held about people has words of its own in the policy', () => {
  const tables = policySources().purposes.flatMap((one) => one.tables.map(({ table }) => table));
  const known = Object.entries(english['privacy-policy'].data).flatMap(([schema, own]) =>
    Object.keys(own).map((table) => `${schema}.${table}`),
  );
  expect([...new Set(tables)].sort()).toEqual(known.sort());
});

test('every host that a setting has as its standard address belongs to a company of the list', () => {
  const settings = envSchema.parse({
    DATABASE_URL: 'postgres://localhost/procord',
    PROCORD_SECRET: 'x'.repeat(32),
    DISCORD_TOKEN: 'x',
    DISCORD_CLIENT_ID: '1'.repeat(17),
    DISCORD_CLIENT_SECRET: 'x',
  });
  const hosts = Object.values(settings)
    .filter((value) => typeof value === 'string' && value.startsWith('https:'))
    .map((value) => new URL(String(value)).host);
  const listed = Object.values(vendors).flatMap((vendor) => vendor.hosts);
  expect(hosts.length).toBeGreaterThan(4);
  expect(hosts.filter((host) => !listed.includes(host))).toEqual([]);
});

test('a use of a model is named with what is sent and who can say no; without one the text says so', () => {
  const textOf = (uses: Parameters<typeof aiDocument>[0]) => JSON.stringify(aiDocument(uses, t).sections[0]);
  expect(textOf([])).toContain('No model is in use.');
  const use = {
    name: 'assistant',
    fields: ['question'],
    optOut: ['guild'],
    since: '2026-11-23',
    rules: ['instructions 1'],
  } as const;
  const used = textOf([use]);
  expect(used).not.toContain('No model is in use.');
  for (const words of ['Assistant', 'as it was asked', 'for the server']) expect(used).toContain(words);
  const factsOf = (uses: readonly AiUse[]) => writePolicy('ai', { ...policySources(), uses }).facts.decisions;
  const others = [
    { ...use, rules: ['instructions 2'] },
    { ...use, fields: ['totals'] as const },
  ];
  expect(new Set([use, ...others].map((one) => factsOf([one]))).size, 'a use that changes wants a version').toBe(3);
});

describe('a version that does not hold yet', () => {
  const [first] = versionsOf('privacy');
  if (!first) throw new Error('there is no version');
  const second: PolicyVersion = { ...first, number: 2, date: '2027-01-01', effective: '2027-01-15', summary: 'Later.' };

  test('is named beside the one in force, and takes its place on its day', () => {
    const at = (day: string) => versionAt([first, second], Date.parse(`${day}T00:00:00Z`));
    expect(at('2027-01-14')).toEqual({ version: first, coming: second });
    expect(at('2027-01-15')).toEqual({ version: second, coming: null });
    expect(at('2020-01-01').version).toBe(first);
    expect(hashOf(first)).not.toBe(hashOf({ ...first, date: '2026-11-21' }));
  });

  test('the newest is read in the language that was asked for', () => {
    const { document, locale } = readPolicy('privacy', policySources(), { locale: 'en-XA', nowMs: Date.now() });
    expect(locale).toBe('en-XA');
    expect(document).toEqual(privacyDocument(policySources(), speakerOf('en-XA').t));
    expect(document.title).not.toBe(first.document.title);
  });
});

test('two texts are compared by their words, line by line', () => {
  const text = (...lines: string[]) => ({
    title: 'A',
    lead: 'B',
    sections: [{ id: 'one', title: 'One', blocks: lines.map((line) => ({ kind: 'text' as const, text: line })) }],
  });
  const compared = comparePolicies(text('kept for a week', 'goes'), text('kept for a month', 'comes', 'new'));
  expect(compared.map(({ kind }) => kind)).toEqual(['same', 'same', 'same', 'changed', 'changed', 'added']);
  expect(compared[3]?.before.filter(({ changed }) => changed)).toEqual([{ text: 'week', changed: true }]);
  expect(compared[3]?.after.filter(({ changed }) => changed)).toEqual([{ text: 'month', changed: true }]);
  expect(versions.length).toBeGreaterThan(1);
});
