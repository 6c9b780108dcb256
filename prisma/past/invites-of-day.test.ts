import { expect, test } from 'vitest';
import { invitedOfDay, invitesBefore } from './invites-of-day.ts';
import type { Hole, PastDay } from './read-past.ts';

const DAY_MS = 86_400_000;
const day = 20_000;
const noon = day * DAY_MS + DAY_MS / 2;
const endMs = (day + 1) * DAY_MS;

/** A day on which people join: by what, and how long after (or before) noon. */
function dayOf(joins: readonly [code: string | null, afterNoonMs: number][]): PastDay {
  const uses = (code: string) => 100 + joins.filter(([of]) => of === code).length;
  const invite = (code: string, source: 'invite' | 'vanity') =>
    ({ code, source, channelId: null, createdMs: null, uses: uses(code) }) as const;
  return {
    guildId: '1',
    day,
    threads: [],
    holes: [],
    stretches: [],
    cells: [],
    memberships: joins
      .map(([inviteCode, after], i) => ({ userId: `${i}`, kind: 'join' as const, atMs: noon + after, inviteCode }))
      .sort((a, b) => a.atMs - b.atMs),
    invites: [invite('a', 'invite'), invite('b', 'invite'), invite('our-own', 'vanity')],
  };
}

const known = (of: PastDay, holes: readonly Hole[] = [], untilMs = endMs) =>
  invitedOfDay(of, holes, untilMs).map(({ joinedMs, code }) => [code, joinedMs - noon]);

test('joins that lie apart have what they came by, the vanity URL too; by none there is nothing to know', () => {
  const of = dayOf([
    ['a', 0],
    [null, 10_000],
    ['b', 20_000],
    ['our-own', 30_000],
    ['a', 40_000],
  ]);
  expect(known(of)).toEqual([
    ['a', 0],
    ['b', 20_000],
    ['our-own', 30_000],
    ['a', 40_000],
  ]);
  expect(invitesBefore(of)?.map((invite) => [invite.code, invite.uses])).toEqual([
    ['a', 100],
    ['b', 100],
    ['our-own', 100],
  ]);
});

test('joins that follow closely have it where all came by one, and else nobody has', () => {
  const one = dayOf([
    ['a', 0],
    ['a', 9_999],
    ['a', 19_000],
  ]);
  expect(known(one)).toHaveLength(3);
  for (const other of ['b', null])
    expect(
      known(
        dayOf([
          ['a', 0],
          [other, 9_999],
          ['a', 19_000],
          ['b', 29_000],
        ]),
      ),
    ).toEqual([['b', 29_000]]);
});

test('nobody has it around a hole of joins or an end of the day or of the past', () => {
  const hole = (kind: Hole['kind'], fromMs: number): Hole => ({
    kind,
    fromMs: noon + fromMs,
    toMs: noon + fromMs + 60_000,
    reason: 'session-lost',
  });
  const of = dayOf([
    ['a', 0],
    ['b', 30_000],
    ['a', 80_000],
  ]);
  expect(known(of, [hole('all', 9_999)])).toEqual([['a', 80_000]]);
  expect(known(of, [hole('all', 10_001)])).toEqual([['a', 0]]);
  expect(known(of, [hole('voice', 9_999)])).toHaveLength(3);
  expect(known(of, [], noon + 89_999)).toEqual([
    ['a', 0],
    ['b', 30_000],
  ]);
  expect(known(dayOf([['a', 9_999 - DAY_MS / 2]]))).toEqual([]);
  expect(known(dayOf([['a', 10_000 - DAY_MS / 2]]))).toHaveLength(1);
});

test('where the bot may not read invites nothing is known', () => {
  const of: PastDay = { ...dayOf([[null, 0]]), invites: null };
  expect([known(of), invitesBefore(of)]).toEqual([[], null]);
});
