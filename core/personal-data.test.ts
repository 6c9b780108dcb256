import { expect, test } from 'vitest';
import { holdersAt, readers } from './personal-data.server.ts';
import { listScopedTables } from './privacy/list-guild-leftovers.server.ts';
import { personalTables } from './privacy/read-held.server.ts';

const holders = holdersAt('.');

test('every table about people is erased by a holder, or kept by one under a duty', () => {
  const erased = new Set([...holders.flatMap(({ parts }) => parts.flatMap(({ tables }) => tables))]);
  const kept = new Set(holders.flatMap(({ holds }) => holds.map(({ table }) => table)));
  for (const [table, columns] of personalTables()) {
    const rules = new Set(columns.map(({ erase }) => erase));
    expect([table, erased.has(table), kept.has(table)]).toEqual([table, !rules.has('keep'), rules.has('keep')]);
  }
});

test('every table that says of which guild its rows are is erased with a guild, or kept under a duty', () => {
  const ofGuild = holders.flatMap((holder) => holder.ofGuild ?? []);
  const erased = ofGuild.flatMap(({ parts }) => parts.flatMap(({ tables }) => tables));
  const whole = ofGuild.flatMap(({ holds }) => holds.flatMap(({ table, where }) => (where === 'true' ? [table] : [])));
  const scoped = listScopedTables().map(({ table }) => table);
  expect([...erased, ...whole].sort()).toEqual(scoped.sort());
  for (const { holds } of ofGuild) for (const { table } of holds) expect(scoped).toContain(table);
});

test('parts and lists of people are known by one name each', () => {
  const names = holders.flatMap(({ room, parts }) => parts.map(({ name }) => `${room}:${name}`));
  expect(new Set(names).size).toBe(names.length);
  const ofGuilds = holders.flatMap(({ ofGuild }) => ofGuild?.parts.map(({ name }) => name) ?? []);
  expect(new Set(ofGuilds).size).toBe(ofGuilds.length);
  const lists = [...personalTables()].filter(([, columns]) => columns.some(({ erase }) => erase === 'cut-out'));
  for (const { table } of readers) expect(lists.map(([name]) => name)).toContain(table);
});
