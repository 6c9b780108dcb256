import { expect, test } from 'vitest';
import {
  decideEntitlement,
  endedBy,
  GRACE_DAYS,
  givesPremium,
  type PremiumPeriod,
  subscriptionStatuses,
} from './rules.ts';

const DAY = 86_400_000;
const NOW = 20_000 * DAY;
const period = (source: PremiumPeriod['source'], from: number, until: number | null): PremiumPeriod => ({
  ...{ source, fromMs: NOW + from * DAY, untilMs: until === null ? null : NOW + until * DAY },
});

test('any source entitles, all are named, and the last end counts', () => {
  expect(decideEntitlement([], NOW)).toEqual({ state: 'never' });
  expect(decideEntitlement([period('staff', 1, null)], NOW), 'not begun').toEqual({ state: 'never' });
  expect(decideEntitlement([period('staff', -5, 3), period('discord', -2, 9), period('stripe', -9, -1)], NOW)).toEqual({
    ...{ state: 'premium', sources: ['discord', 'staff'], endsAtMs: NOW + 9 * DAY },
  });
  expect(decideEntitlement([period('stripe', -1, null), period('staff', -5, 3)], NOW)).toMatchObject({
    ...{ sources: ['stripe', 'staff'], endsAtMs: null },
  });
});

test('premium ends at its last moment; fourteen days later what was counted is due', () => {
  const ended = [period('staff', -40, -30), period('stripe', -20, 0)];
  expect(decideEntitlement(ended, NOW - 1)).toMatchObject({ state: 'premium' });
  const deletesAtMs = NOW + GRACE_DAYS * DAY;
  expect(decideEntitlement(ended, NOW)).toEqual({ state: 'grace', lostAtMs: NOW, deletesAtMs });
  expect(decideEntitlement(ended, deletesAtMs - 1)).toMatchObject({ state: 'grace' });
  expect(decideEntitlement(ended, deletesAtMs)).toMatchObject({ state: 'lost' });
  expect(decideEntitlement([...ended, period('discord', 10, null)], deletesAtMs)).toMatchObject({ state: 'premium' });
});

test('the states of Stripe that give premium', () => {
  const giving = subscriptionStatuses.filter((status) => givesPremium({ status, endedBy: null }));
  expect(giving).toEqual(['trialing', 'active', 'past_due']);
  expect(givesPremium({ status: 'active', endedBy: 'refund' })).toBe(false);
  expect(givesPremium({ status: 'a state of next year', endedBy: null })).toBe(false);
});

test('what ends premium at once', () => {
  const refund = { kind: 'refund', whole: true, status: 'refunded', periodEndMs: NOW } as const;
  const dispute = { kind: 'dispute', whole: true, status: 'lost', periodEndMs: NOW - 90 * DAY } as const;
  expect(endedBy([], NOW)).toBe(null);
  expect(endedBy([refund], NOW)).toBe('refund');
  expect(endedBy([refund], NOW + 1), 'an earlier period').toBe(null);
  expect(endedBy([{ ...refund, whole: false }], NOW)).toBe(null);
  for (const status of ['needs_response', 'under_review', 'won', 'warning_closed'])
    expect(endedBy([{ ...dispute, status }], NOW)).toBe(null);
  expect(endedBy([dispute, refund], NOW)).toBe('dispute');
});
