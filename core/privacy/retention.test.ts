import { expect, test } from 'vitest';
import { listGuildTables } from './list-guild-leftovers.server.ts';
import { listColumns } from './registry.ts';
import { retentionRules } from './rules/retention.ts';
import { retentionClasses } from './schema.ts';

/** Shows the rows of `_private_jobs`, and holds none. */
const VIEWS = new Set(['graphile_worker.jobs']);

const pairs = [...new Set(listColumns().map(({ table, retention }) => `${table} ${retention}`))]
  .map((pair) => pair.split(' ') as [table: string, retention: keyof typeof retentionRules])
  .filter(([table]) => !VIEWS.has(table));

test('every table that is in a class which ends by time is measured there', () => {
  for (const [table, retention] of pairs) {
    const rule = retentionRules[retention];
    if (rule.ends === 'by-age')
      expect(
        rule.clocks.map((clock) => clock.table),
        retention,
      ).toContain(table);
  }
});

test('every table that ends with its guild says which guild that is', () => {
  const guildTables = ['public.guild', ...listGuildTables().map(({ table }) => table)];
  for (const [table, retention] of pairs)
    if (retentionRules[retention].ends === 'with-guild') expect(guildTables, retention).toContain(table);
});

test('nothing about a person stays for ever', () => {
  for (const { table, column, subject, retention } of listColumns())
    if (retentionRules[retention].ends === 'never')
      expect([`${table}.${column}`, subject.of]).toEqual([`${table}.${column}`, expect.stringMatching('nobody|guild')]);
});

test('what ends by time or with its guild is ended by code, and what ends by an act is not', () => {
  for (const [name, { enforcedBy }] of Object.entries(retentionClasses)) {
    const { ends } = retentionRules[name as keyof typeof retentionRules];
    expect([name, enforcedBy === null]).toEqual([name, ends === 'by-act' || ends === 'never']);
  }
});
