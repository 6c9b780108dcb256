import { describe, expect, test } from 'vitest';
import type { Locale } from '#core/i18n/rules.ts';
import { channelMarks } from './rules/channel-marks.ts';
import { checkSentences, faultOf } from './rules/check-sentence.ts';
import { mayBeWorded } from './rules/compose-report.ts';
import { findFacts } from './rules/find-facts.ts';
import { formatValue, sayFact } from './rules/say-fact.ts';
import type { Fact } from './schema.ts';
import { additions, word, wordings } from './testing/plant-wrong.ts';
import { numbersOf, randomOf, simulateGuild } from './testing/simulate-guild.ts';

const SEED = 20_261_123;
const random = randomOf(SEED);
const locales = Object.keys(wordings) as (keyof typeof wordings)[];

const factOf = (now: number, was: number, more: Partial<Fact> = {}): Fact => ({
  ...{ id: 'f1', kind: 'change', measure: 'messages', channelId: null, noteId: null, sure: 'likely' },
  ...{ direction: now > was ? 'up' : 'down', fromDay: 20_400, toDay: 20_406 },
  values: { now, was, change: Math.abs(now - was) / was },
  ...more,
});
/** Changes of many sizes, no two of their numbers alike. */
const facts = Array.from({ length: 60 }, () => {
  const was = Math.round(25 + 10 ** (1 + 4 * random()));
  const ratio = random() < 0.5 ? 1.15 + 1.5 * random() : 0.2 + 0.6 * random();
  return factOf(Math.round(was * ratio), was);
});
const all = locales.flatMap((locale) =>
  facts.flatMap((fact) =>
    wordings[locale].map((wording) => ({
      locale,
      fact,
      wording: wording[fact.direction ?? 'up'],
      other: wording[fact.direction === 'up' ? 'down' : 'up'],
    })),
  ),
);
const passes = (text: string, fact: Fact, locale: Locale) => faultOf({ facts: ['f1'], text }, [fact], locale) === null;
/** Those that pass, of what was planted. */
const throughOf = (plant: (one: (typeof all)[number]) => string[]) => {
  const planted = all.flatMap((one) => plant(one).map((text) => ({ ...one, text })));
  expect(planted.length).toBeGreaterThan(500);
  const through = planted.filter(({ text, fact, locale }) => passes(text, fact, locale));
  return {
    planted: planted.length,
    through: through.map(({ text, fact }) => `${text} ${JSON.stringify(fact.values)}`).slice(0, 5),
  };
};

test('right sentences pass: those of rules, and others in six languages', () => {
  const right = all.filter(({ wording, fact, locale }) => passes(word(wording, fact, locale), fact, locale));
  const ruled = [2, 3, 6].flatMap((seed) => {
    const guild = simulateGuild(seed, 30, { size: 200, trend: 1.01, jumps: 0.1, bursts: 0.2, holes: 0.1, turns: 0.3 });
    return Array.from({ length: 10 }, (_, back) =>
      findFacts(numbersOf(guild, guild.days[(29 - back) * 7 + 6]?.day ?? 0)).filter(mayBeWorded),
    );
  });
  const fallen: string[] = [];
  let told = 0;
  for (const found of ruled) {
    const marks = channelMarks(found);
    const names = { channel: (id: string) => marks.get(id) ?? '', note: () => '' };
    for (const locale of locales) {
      const sentences = found.map((fact) => ({ facts: [fact.id], text: sayFact(fact, locale, names) }));
      told += sentences.length;
      fallen.push(
        ...sentences.flatMap((one) =>
          faultOf(one, found, locale) ? [`${faultOf(one, found, locale)}: ${one.text}`] : [],
        ),
      );
    }
  }
  process.stdout.write(
    `seed ${SEED}: ${right.length} of ${all.length} other wordings and ${told - fallen.length} of ${told} of rules pass\n`,
  );
  expect(fallen.slice(0, 5)).toEqual([]);
  expect(right.length / all.length).toBeGreaterThan(0.98);
});

describe('withheld is every sentence with', () => {
  test('another number', () => {
    const { planted, through } = throughOf(({ wording, fact, locale }) => {
      const { now = 0, was = 0, change = 0 } = fact.values;
      const wrong = (name: 'now' | 'was' | 'change', value: number) => {
        const text = formatValue(locale, { ...fact, values: { ...fact.values, [name]: value } }, name);
        const known = (['now', 'was', 'change'] as const).map((one) => formatValue(locale, fact, one));
        return wording.includes(`{${name}}`) && !known.includes(text)
          ? [word(wording, fact, locale, { [name]: text })]
          : [];
      };
      return [
        ...wrong('now', now + 1),
        ...wrong('now', now * 10),
        ...wrong('was', was - 1),
        ...wrong('was', was + 100),
        ...wrong('change', change + 0.02),
        ...wrong('change', change * 10 + 0.1),
      ];
    });
    process.stdout.write(`${planted} wrong numbers planted, ${through.length} passed\n`);
    expect(through).toEqual([]);
  });

  test('what is told as what was', () => {
    const { planted, through } = throughOf(({ wording, fact, locale }) => [
      word(wording, fact, locale, { now: formatValue(locale, fact, 'was'), was: formatValue(locale, fact, 'now') }),
    ]);
    process.stdout.write(`${planted} numbers swapped, ${through.length} passed\n`);
    expect(through).toEqual([]);
  });

  test('another direction', () => {
    const { through } = throughOf(({ other, fact, locale }) => [word(other, fact, locale)]);
    expect(through).toEqual([]);
  });

  test('a cause, praise, advice, a name, a link, a date, or something else that nobody counted', () => {
    const { planted, through } = throughOf(({ wording, fact, locale }) =>
      additions[locale].map((more) => `${word(wording, fact, locale)} ${more}`),
    );
    process.stdout.write(`${planted} additions planted, ${through.length} passed\n`);
    expect(through).toEqual([]);
  });
});

test('channels stand as marks of the very channel, and a fact is told once', () => {
  const one = factOf(240, 100, { channelId: '7' });
  const two = factOf(50, 100, { id: 'f2', channelId: '8' });
  const both = [one, two];
  const said = (text: string, ids: string[]) => faultOf({ facts: ids, text }, both, 'en');
  expect(said('Messages in {c1}: 240, 140% more than in the week before (100).', ['f1'])).toBeNull();
  expect(said('Messages in {c2}: 240, 140% more than in the week before (100).', ['f1'])).toBe('channel');
  expect(said('Messages: 240, 140% more than in the week before (100).', ['f1'])).toBe('channel');
  expect(said('Messages in {c1}: 50, 50% less than in the week before (100).', ['f1'])).not.toBeNull();
  expect(said('Messages in {c1} and {c2} changed.', ['f1', 'f2'])).not.toBeNull();
  expect(said('Messages in {c3}.', ['f3'])).toBe('facts');
  const twice = { facts: ['f1'], text: 'Messages in {c1}: 240.' };
  expect(checkSentences([twice, twice], both, 'en')).toEqual({ kept: [twice], withheld: 1 });
});

test('doubled, halved and certain are said only where they are so', () => {
  const says = (text: string, fact: Fact) => faultOf({ facts: ['f1'], text }, [fact], 'en');
  expect(says('Messages doubled to 200.', factOf(200, 100))).toBeNull();
  expect(says('Messages doubled to 150.', factOf(150, 100))).toBe('number');
  expect(says('Messages halved to 50.', factOf(50, 100))).toBeNull();
  expect(says('Messages halved to 70.', factOf(70, 100))).toBe('number');
  expect(says('Messages clearly rose to 150.', factOf(150, 100, { sure: 'clear' }))).toBeNull();
  expect(says('Messages clearly rose to 150.', factOf(150, 100))).toBe('certainty');
});
