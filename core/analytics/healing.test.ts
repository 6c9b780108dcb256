import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstSnowflake, snowflakeMs } from '#core/platform/snowflake.ts';
import { gapStateOf, hoursOf, idsOf, partsToHeal, readPage, stateOfPlace } from './healing.ts';

const START_MS = 1_795_000_000_000;
const interval = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 30 }))
  .map(([from, length]) => ({ fromMs: START_MS + from, toMs: START_MS + from + length }));
const has = (ms: number) => (one: { fromMs: number; toMs: number }) => ms >= one.fromMs && ms < one.toMs;

test('of overlapping gaps each instant in which a guild was counted is healed by exactly one, others by none', () => {
  fc.assert(
    fc.property(fc.array(interval, { maxLength: 5 }), fc.array(interval, { maxLength: 3 }), (gaps, spans) => {
      const parts = gaps.flatMap((gap, at) => partsToHeal(gap, spans, gaps.slice(0, at)));
      for (let ms = START_MS; ms < START_MS + 100; ms++) {
        const isMissing = gaps.some(has(ms)) && spans.some(has(ms));
        expect(parts.filter(has(ms))).toHaveLength(isMissing ? 1 : 0);
      }
    }),
  );
});

test('the ids of an interval are those made in it, whatever their low bits', () => {
  fc.assert(
    fc.property(
      interval,
      fc.integer({ min: -40, max: 120 }),
      fc.integer({ min: 0, max: 2 ** 22 - 1 }),
      (one, ms, low) => {
        const id = firstSnowflake(START_MS + ms) + BigInt(low);
        const { fromId, toId } = idsOf(one);
        expect(id >= fromId && id < toId).toBe(has(snowflakeMs(id))(one));
      },
    ),
  );
});

test('pages meet every message of the range once, in whatever portions and however often one is read again', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.bigInt({ min: 0n, max: 200n }), { maxLength: 60 }),
      interval,
      fc.integer({ min: 1, max: 10 }),
      (offsets, { fromMs, toMs }, size) => {
        const base = firstSnowflake(START_MS);
        const ids = offsets.map((offset) => base + (offset << 21n)).sort((a, b) => (a < b ? -1 : 1));
        const range = idsOf({ fromMs, toMs });
        const met: bigint[] = [];
        for (let doneId = range.fromId - 1n, isLast = false; !isLast; ) {
          const page = ids.filter((id) => id > doneId).slice(0, size);
          const read = readPage(
            page.map((id) => ({ id: id.toString() })),
            { ...range, doneId },
            size,
          );
          met.push(...read.messages.map(({ id }) => BigInt(id)));
          expect(read.isLast || read.doneId > doneId).toBe(true);
          ({ doneId, isLast } = read);
          if (isLast) expect(doneId).toBe(range.toId - 1n);
        }
        expect(met).toEqual(ids.filter((id) => id >= range.fromId && id < range.toId));
      },
    ),
  );
});

test('a gap is healed by all of its channels, partly by some, and not by none', () => {
  expect(gapStateOf([])).toBe('healed');
  expect(gapStateOf(['done', 'done'])).toBe('healed');
  expect(gapStateOf(['done', 'not_possible'])).toBe('partly');
  expect(gapStateOf(['not_possible'])).toBe('not_possible');
  expect(gapStateOf(['done', 'open', 'not_possible'])).toBe('healing');
});

test.each([
  ['read', { isSeen: true, isReadable: true }, 'new', false, 'open'],
  ['quiet', { isSeen: true, isReadable: true }, 'old', false, 'done'],
  ['never used', { isSeen: true, isReadable: true }, null, false, 'done'],
  ['without its history', { isSeen: true, isReadable: false }, 'new', false, 'not_possible'],
  ['without its history, but quiet', { isSeen: true, isReadable: false }, 'old', false, 'done'],
  ['hidden, and so never counted', { isSeen: false, isReadable: false }, 'new', false, null],
  ['hidden since it was counted', { isSeen: false, isReadable: false }, 'new', true, 'not_possible'],
])('a place that is %s', (_, rights, newest, wasCounted, state) => {
  const range = idsOf({ fromMs: START_MS, toMs: START_MS + 10 });
  const newestId = newest === null ? null : (newest === 'new' ? range.fromId : range.fromId - 1n).toString();
  expect(stateOfPlace({ id: '1', newestId, ...rights }, range, wasCounted)).toBe(state);
});

test('an interval touches the hours it begins and ends in, but not the one that begins where it ends', () => {
  const hour = Math.ceil(START_MS / 3_600_000);
  const ms = (at: number) => at * 3_600_000;
  expect(hoursOf({ fromMs: ms(hour), toMs: ms(hour + 2) })).toEqual([hour, hour + 1]);
  expect(hoursOf({ fromMs: ms(hour + 1) - 1, toMs: ms(hour + 1) + 1 })).toEqual([hour, hour + 1]);
});
