import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { applyMembershipEvents, type Membership, type MembershipEvent, startOfDayMs, tenureOf } from './membership.ts';

const DAY_MS = 24 * HOUR_MS;
const T = 20_000 * DAY_MS;

test('tenures meet at a day, eight days and thirty days', () => {
  expect([0, DAY_MS - 1, DAY_MS, 8 * DAY_MS - 1, 8 * DAY_MS, 30 * DAY_MS, 30 * DAY_MS + 1].map(tenureOf)).toEqual([
    'firstDay',
    'firstDay',
    'firstWeek',
    'firstWeek',
    'firstMonth',
    'firstMonth',
    'later',
  ]);
});

test('a return within thirty days goes on with the first joining, a later one begins anew', () => {
  const left = { firstJoinedMs: T, joinedMs: T, leftMs: T + DAY_MS, stayedWeek1: null, stayedWeek4: null };
  const back = (afterMs: number) =>
    applyMembershipEvents(left, [{ kind: 'join', atMs: T + DAY_MS + afterMs }]).after?.firstJoinedMs;
  expect(back(30 * DAY_MS - 1)).toBe(T);
  expect(back(30 * DAY_MS)).toBe(T + 31 * DAY_MS);
});

test('the leave of somebody who joined before the counting is of unknown tenure and leaves no row', () => {
  expect(applyMembershipEvents(null, [{ kind: 'leave', atMs: T }])).toEqual({
    after: null,
    growth: [{ hour: T / HOUR_MS, left: 'unknown' }],
  });
});

test('what Discord repeats changes nothing, and a stay is in the totals once', () => {
  const events = fc.array(
    fc.record({ kind: fc.constantFrom('join' as const, 'leave' as const), step: fc.nat(40 * DAY_MS) }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(events, (steps) => {
      let atMs = T;
      const list: MembershipEvent[] = steps.map(({ kind, step }) => {
        atMs += step;
        return { kind, atMs };
      });
      const once = applyMembershipEvents(null, list);
      const doubled = applyMembershipEvents(
        null,
        list.flatMap((event) => (event.kind === 'join' ? [event, event] : [event])),
      );
      expect(doubled).toEqual(once);
      // In two batches it is the same as in one.
      const half = Math.floor(list.length / 2);
      const first = applyMembershipEvents(null, list.slice(0, half));
      const second = applyMembershipEvents(first.after, list.slice(half));
      expect({ after: second.after, growth: [...first.growth, ...second.growth] }).toEqual(once);
      const joins = once.growth.filter((one) => 'joined' in one).length;
      const known = once.growth.filter((one) => 'left' in one && one.left !== 'unknown').length;
      expect(joins - known).toBe(once.after !== null && once.after.leftMs === null ? 1 : 0);
    }),
  );
});

test('whether somebody was a member on day 7 and day 28 is known for good, whatever came after', () => {
  const events = fc.array(fc.integer({ min: 1, max: 15 * DAY_MS }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(events, (steps) => {
      let atMs = T;
      // A join, a leave, a join …: less than 30 days apart, so it is one membership throughout.
      const list: MembershipEvent[] = [{ kind: 'join', atMs }];
      for (const [index, step] of steps.entries()) {
        atMs += step;
        list.push({ kind: index % 2 === 0 ? 'leave' : 'join', atMs });
      }
      const { after } = applyMembershipEvents(null, list);
      const memberAt = (ms: number) => list.findLast((event) => event.atMs <= ms)?.kind === 'join';
      for (const day of [7, 28] as const) {
        const known = after && stayedOn(after, day);
        if (atMs > startOfDayMs(T, day)) expect(known, `day ${day}`).toBe(memberAt(startOfDayMs(T, day)));
        else expect(known).toBeNull();
      }
    }),
  );
});

const stayedOn = (membership: Membership, day: 7 | 28) => (day === 7 ? membership.stayedWeek1 : membership.stayedWeek4);
