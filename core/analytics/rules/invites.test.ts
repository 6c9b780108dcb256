import { describe, expect, test } from 'vitest';
import {
  type BetweenReadings,
  type HeldInvite,
  inviteOfJoins,
  isNear,
  keepableSources,
  type ReadInvite,
  type SourceCount,
} from './invites.ts';

/** Whole numbers below a bound, the same for a seed. */
function seededRandom(seed: number) {
  let state = seed;
  return {
    int(below: number): number {
      state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
      return Math.floor((state / 4_294_967_296) * below);
    },
  };
}

const NOW = 1_800_000_000_000;
const GUARD = 2_000;

const invite = (code: string, uses: number, changes: Partial<HeldInvite> = {}): HeldInvite => ({
  code,
  source: 'invite',
  channelId: '1',
  uses,
  maxUses: 0,
  createdMs: NOW - 86_400_000,
  expiresMs: null,
  deletedMs: null,
  ...changes,
});
const between = (changes: Partial<BetweenReadings>): BetweenReadings => ({
  base: { fromMs: NOW - 60_000, toMs: NOW - 59_900 },
  held: [],
  read: [],
  joins: [NOW - 30_000],
  guardMs: GUARD,
  ...changes,
});

describe('the invite of joins', () => {
  test('is the only one that grew, by as many as joined', () => {
    const held = [invite('a', 3), invite('b', 7)];
    const read = [invite('a', 4), invite('b', 7)];
    expect(inviteOfJoins(between({ held, read }))).toBe('a');
    expect(inviteOfJoins(between({ held, read, joins: [] }))).toBeNull();
    expect(inviteOfJoins(between({ held, read, joins: [NOW - 30_000, NOW - 20_000] }))).toBeNull();
    expect(inviteOfJoins(between({ held, read: [invite('a', 5), invite('b', 7)] }))).toBeNull();
    expect(inviteOfJoins(between({ held, read: [invite('a', 4), invite('b', 8)] }))).toBeNull();
  });

  test('may be new since the reading before, and its first uses are all of its uses', () => {
    const fresh = invite('c', 1, { createdMs: NOW - 40_000 });
    expect(inviteOfJoins(between({ read: [fresh] }))).toBe('c');
    // Older than the reading that did not have it: how often it had been used is not known.
    expect(inviteOfJoins(between({ read: [invite('c', 1)] }))).toBeNull();
    expect(inviteOfJoins(between({ read: [invite('x', 12, { source: 'vanity', createdMs: null })] }))).toBeNull();
    expect(inviteOfJoins(between({ held: [invite('a', 4)], read: [invite('a', 3)] }))).toBeNull();
  });

  test('accounts for every join, whatever became of others', () => {
    const held = [invite('a', 3), invite('gone', 1, { maxUses: 2 })];
    const read = [invite('a', 4), invite('x', 12, { source: 'vanity', createdMs: null })];
    expect(inviteOfJoins(between({ held, read }))).toBe('a');
  });

  test('is the one that was deleted with the last join, having had that many uses left', () => {
    const joins = [NOW - 30_000, NOW - 20_000];
    const gone = (changes: Partial<HeldInvite> = {}) =>
      invite('gone', 3, { maxUses: 5, deletedMs: NOW - 20_100, ...changes });
    expect(inviteOfJoins(between({ joins, held: [gone()] }))).toBe('gone');
    // Deleted by hand before or after, without an event, with other uses left, or not alone.
    expect(inviteOfJoins(between({ joins, held: [gone({ deletedMs: NOW - 25_000 })] }))).toBeNull();
    expect(inviteOfJoins(between({ joins, held: [gone({ deletedMs: NOW - 10_000 })] }))).toBeNull();
    expect(inviteOfJoins(between({ joins, held: [gone({ deletedMs: null })] }))).toBeNull();
    expect(inviteOfJoins(between({ joins, held: [gone({ uses: 2 })] }))).toBeNull();
    expect(inviteOfJoins(between({ joins, held: [gone({ maxUses: 0 })] }))).toBeNull();
    expect(inviteOfJoins(between({ joins, held: [gone(), invite('other', 0)] }))).toBeNull();
    // Others that nobody can have come by do not matter.
    const expired = invite('expired', 0, { expiresMs: NOW - 50_000 });
    const earlier = invite('earlier', 0, { deletedMs: NOW - 50_000 });
    const later = invite('later', 0, { createdMs: NOW - 1_000 });
    expect(inviteOfJoins(between({ joins, held: [gone(), expired, earlier, later] }))).toBe('gone');
  });

  test('is never another than the one they came by, whatever happens between readings', () => {
    const random = seededRandom(20_261_121);
    let found = 0;
    for (let round = 0; round < 20_000; round++) {
      const held: HeldInvite[] = Array.from({ length: random.int(4) }, (_, at) =>
        invite(`i${at}`, random.int(3), { maxUses: random.int(2) * 3 }),
      );
      const now = new Map(held.map((one) => [one.code, { ...one }]));
      const joins: number[] = [];
      const ways = new Set<string | null>();
      const people = random.int(4);
      for (let person = 0; person < people; person++) {
        const atMs = NOW - 50_000 + person * 10_000;
        const open = [...now.values()].filter((one) => one.deletedMs === null);
        if (random.int(4) === 0) {
          const made = invite(`n${person}`, 0, { createdMs: atMs - 3_000, maxUses: random.int(3) });
          if (random.int(2) === 0) held.push({ ...made });
          now.set(made.code, made);
          open.push(made);
        }
        // Somebody deletes one by hand, not within the instant of a join.
        if (random.int(4) === 0) {
          const victim = open.pop();
          if (victim) victim.deletedMs = atMs - 5_000;
        }
        const by = random.int(3) === 0 ? undefined : open[random.int(Math.max(1, open.length))];
        joins.push(atMs);
        ways.add(by?.code ?? null);
        if (!by) continue;
        by.uses += 1;
        if (by.maxUses > 0 && by.uses >= by.maxUses) by.deletedMs = atMs;
      }
      const read: ReadInvite[] = [...now.values()].filter((one) => one.deletedMs === null);
      // Of some deletions no event comes.
      for (const one of held) one.deletedMs = random.int(3) === 0 ? null : (now.get(one.code)?.deletedMs ?? null);
      const code = inviteOfJoins(between({ held, read, joins }));
      if (code === null) continue;
      found++;
      expect([...ways]).toEqual([code]);
    }
    expect(found).toBeGreaterThan(2_000);
  });
});

test('what happened within the guard of a reading is near it', () => {
  const reading = { fromMs: NOW, toMs: NOW + 300 };
  expect(isNear(reading, [NOW - GUARD, NOW + 300 + GUARD], GUARD)).toBe(false);
  expect(isNear(reading, [NOW - GUARD + 1], GUARD)).toBe(true);
  expect(isNear(reading, [NOW + 299 + GUARD], GUARD)).toBe(true);
});

describe('what may be kept of a week', () => {
  const count = (code: string, joined: number): SourceCount => ({
    source: code === '' ? 'unknown' : 'invite',
    code,
    channelId: null,
    joined,
    stayed: Math.floor(joined / 2),
    active: Math.floor(joined / 3),
  });
  const sizes = (counts: readonly SourceCount[]) =>
    keepableSources(counts, 10).map((one) => [one.source, one.code, one.joined]);

  test('has a row of its own for ten and more, and one for all others together', () => {
    expect(sizes([count('a', 30), count('b', 10), count('', 12), count('c', 6), count('d', 5)])).toEqual([
      ['invite', 'a', 30],
      ['unknown', '', 12],
      ['invite', 'b', 10],
      ['others', '', 11],
    ]);
  });

  test('leaves no remainder of fewer than ten to be worked out from the total', () => {
    expect(sizes([count('a', 30), count('b', 11), count('c', 3)])).toEqual([
      ['invite', 'a', 30],
      ['others', '', 14],
    ]);
    expect(sizes([count('a', 12), count('c', 3)])).toEqual([['others', '', 15]]);
    expect(sizes([count('a', 5), count('c', 3)])).toEqual([]);
    expect(sizes([])).toEqual([]);
  });

  test('adds up to all who joined, always', () => {
    const random = seededRandom(16);
    for (let round = 0; round < 500; round++) {
      const counts = Array.from({ length: random.int(8) }, (_, at) => count(`c${at}`, 1 + random.int(25)));
      const kept = keepableSources(counts, 10);
      const joined = counts.reduce((sum, one) => sum + one.joined, 0);
      expect(kept.reduce((sum, one) => sum + one.joined, 0)).toBe(joined < 10 ? 0 : joined);
      expect(kept.every((one) => one.joined >= 10)).toBe(true);
    }
  });
});
