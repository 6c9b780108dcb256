import { describe, expect, test } from 'vitest';
import { locales } from '#core/i18n/rules.ts';
import { findFacts } from './rules/find-facts.ts';
import { sayFact } from './rules/say-fact.ts';
import type { Fact } from './schema.ts';
import { holdAgainst } from './testing/hold-against.ts';
import { readSentence } from './testing/read-sentence.ts';
import { numbersOf, type RawGuild, simulateGuild } from './testing/simulate-guild.ts';

const CALM = { trend: 1, jumps: 0, bursts: 0, holes: 0, turns: 0 };
const LIVELY = { trend: 1.01, jumps: 0.05, bursts: 0.1, holes: 0.1, turns: 0.2 };
const SIZES = [5, 30, 200, 1_000];
const names = { channel: (id: string) => `#${id}`, note: (id: string) => id };

/** Reports of simulated weeks; a guild tells of its last twenty. */
function* weeksOf(seeds: readonly number[], character: typeof CALM) {
  for (const seed of seeds) {
    const guild = simulateGuild(seed, 36, { size: SIZES[seed % SIZES.length] ?? 30, ...character });
    for (let week = 16; week < 36; week += 1) {
      const toDay = guild.days[week * 7 + 6]?.day ?? 0;
      yield { guild, toDay, facts: findFacts(numbersOf(guild, toDay)) };
    }
  }
}
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const reports = [...weeksOf(SEEDS, LIVELY)];

const wrongOf = (fact: Fact, guild: RawGuild, toDay: number, locale: (typeof locales)[number]) => {
  const text = sayFact(fact, locale, names);
  return holdAgainst(guild, toDay, readSentence(text, locale), locale).map((wrong) => `${text} (${wrong})`);
};

test('no sentence of 200 simulated weeks contradicts what happened, in any language', () => {
  const [wrong, said, kinds]: [string[], Set<string>, Set<string>] = [[], new Set(), new Set()];
  let sentences = 0;
  for (const { guild, toDay, facts } of reports)
    for (const fact of facts)
      for (const locale of locales) {
        wrong.push(...wrongOf(fact, guild, toDay, locale));
        said.add(`${fact.kind}.${fact.direction}`);
        kinds.add(fact.kind);
        sentences += 1;
      }
  process.stdout.write(
    `seeds ${SEEDS.join(' ')}: ${reports.length} weeks, ${sentences} sentences, ${said.size} claims, ${wrong.length} wrong\n`,
  );
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(reports.length).toBe(200);
  expect(kinds.size, 'most of what can be found was found').toBeGreaterThanOrEqual(14);
});

describe('whoever holds sentences against what happened sees', () => {
  const cases = reports.flatMap(({ guild, toDay, facts }) => facts.map((fact) => ({ guild, toDay, fact })));
  const turned = { up: 'down', down: 'up' } as const;
  test.each<[string, (fact: Fact) => Fact | null]>([
    [
      'another number',
      (fact) => (fact.values.now ? { ...fact, values: { ...fact.values, now: fact.values.now * 1.2 + 3 } } : null),
    ],
    [
      'another direction',
      (fact) =>
        fact.direction &&
        fact.kind !== 'woke' &&
        fact.kind !== 'silent' &&
        fact.kind !== 'record' &&
        fact.kind !== 'quiet'
          ? { ...fact, direction: turned[fact.direction] }
          : null,
    ],
    [
      'another day',
      (fact) => (fact.values.since ? { ...fact, values: { ...fact.values, since: fact.values.since - 7 } } : null),
    ],
    [
      'another share',
      (fact) =>
        (fact.values.share ?? 0) > 0.05
          ? { ...fact, values: { ...fact.values, share: (fact.values.share ?? 0) * 0.7 } }
          : null,
    ],
  ])('%s', (_, change) => {
    const changed = cases.flatMap(({ guild, toDay, fact }) => {
      const other = change(fact);
      return other ? [{ guild, toDay, other }] : [];
    });
    expect(changed.length).toBeGreaterThan(10);
    for (const { guild, toDay, other } of changed)
      expect(wrongOf(other, guild, toDay, 'en').length, sayFact(other, 'en', names)).toBeGreaterThan(0);
  });
});

const TELLS_CHANGE = new Set(['change', 'unusual', 'shift', 'record', 'quiet', 'woke', 'silent', 'hour', 'day']);

test('in weeks in which nothing changes hardly ever a change is told', () => {
  let told = 0;
  let weeks = 0;
  for (const { facts } of weeksOf([11, 12, 13, 14], CALM)) {
    weeks += 1;
    told += facts.filter(({ kind, sure }) => TELLS_CHANGE.has(kind) && sure === 'clear').length;
  }
  process.stdout.write(`${weeks} calm weeks: ${told} changes told as clear\n`);
  expect(told / weeks).toBeLessThan(0.03);
});

test('a guild in which half as much is written is told so', () => {
  const seen = [21, 22, 23, 24, 25].filter((seed) => {
    const guild = simulateGuild(seed, 20, { size: 200, ...CALM });
    const toDay = guild.days.at(-1)?.day ?? 0;
    for (const raw of guild.days.slice(-7))
      raw.messages = raw.messages.map((hours) => hours.map((value) => Math.floor(value / 2)));
    return findFacts(numbersOf(guild, toDay)).some(
      ({ measure, channelId, direction, sure }) =>
        measure === 'messages' && channelId === null && direction === 'down' && sure !== 'open',
    );
  });
  expect(seen).toHaveLength(5);
});

test('of what was not observed, and of few people, nothing is said', () => {
  const guild = simulateGuild(31, 20, { size: 200, ...CALM });
  const toDay = guild.days.at(-1)?.day ?? 0;
  for (const raw of guild.days.slice(-7, -5))
    [raw.seen, raw.heard] = [raw.seen.map(() => false), raw.heard.map(() => false)];
  const facts = findFacts(numbersOf(guild, toDay));
  expect(facts.slice(0, 2).map(({ kind, measure }) => `${kind} ${measure}`)).toEqual(['hole messages', 'hole voice']);
  expect(facts.filter(({ kind, measure }) => TELLS_CHANGE.has(kind) && kind !== 'day' && measure !== 'joins')).toEqual(
    [],
  );
  const small = simulateGuild(32, 20, { size: 1, ...LIVELY });
  const little = findFacts(numbersOf(small, small.days.at(-1)?.day ?? 0));
  expect(little.filter(({ kind }) => kind === 'leavers' || kind === 'week1' || kind === 'week4')).toEqual([]);
});
