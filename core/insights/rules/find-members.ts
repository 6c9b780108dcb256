import type { CohortRow, CohortWeek } from '#core/analytics/rules/cohorts.ts';
import type { Period } from '#core/analytics/rules/period.ts';
import { type DayTotals, leavesOf } from '#core/analytics/rules/totals.ts';
import { SUPPRESSED_UNDER } from '#core/analytics/rules.ts';
import { type Fact, REPORT_DAYS } from '../schema.ts';
import { type Found, sureOf, USUAL_WEEKS } from './find-levels.ts';
import type { Week } from './guild-numbers.ts';
import { sharesApart } from './statistics.ts';

/** People of the weeks before that have to be there to compare with. */
const NEEDED_BASE = 30;
const NEEDED_WEEKS = 4;
const NEEDED_COHORTS = 2;
/** People act alike, and differ in what brings them: shares vary more than coins do. */
const MORE_THAN_COINS = 1.25;

/** Whether more, or fewer, of those who left did so within a day of joining. */
export function findLeavers(days: readonly DayTotals[], weeks: readonly Week[], period: Period): Found[] {
  if (weeks[0]?.values.leaves == null) return [];
  const seen = weeks.slice(1, USUAL_WEEKS + 1).filter(({ values }) => values.leaves !== null);
  const count = (within: readonly Period[]) => {
    const inside = days.filter(({ day }) => within.some(({ fromDay, toDay }) => day >= fromDay && day <= toDay));
    const unknown = inside.reduce((total, { left }) => total + left.unknown, 0);
    const of = inside.reduce((total, day) => total + leavesOf(day), 0) - unknown;
    return { part: inside.reduce((total, { left }) => total + left.firstDay, 0), of };
  };
  const [now, before] = [count([period]), count(seen)];
  if (now.of < SUPPRESSED_UNDER || before.of < NEEDED_BASE || seen.length < NEEDED_WEEKS) return [];
  return compareShares('leavers', { now, before }, period, { weeks: seen.length });
}

/** How many came back in their second or fifth week, of the newest joining week of which that is known. */
export function findRetention(cohorts: readonly CohortRow[], period: Period): Found[] {
  const ordered = cohorts.toSorted((a, b) => b.week - a.week);
  return (['week4', 'week1'] as const).flatMap((part) => {
    const known = ordered.flatMap((row) => {
      const told: CohortWeek = row[part];
      return told.state === 'known' && row.joined !== null
        ? [{ week: row.week, of: row.joined, part: told.active }]
        : [];
    });
    const [newest, ...others] = known;
    // Only what became known with these days is news.
    const lastDay = part === 'week4' ? 6 + 34 : 6 + 13;
    if (!newest || newest.week + lastDay < period.fromDay || newest.week + lastDay > period.toDay) return [];
    const base = others.slice(0, 8);
    const before = {
      part: base.reduce((total, one) => total + one.part, 0),
      of: base.reduce((total, one) => total + one.of, 0),
    };
    if (newest.of < SUPPRESSED_UNDER || before.of < NEEDED_BASE || base.length < NEEDED_COHORTS) return [];
    return compareShares(part, { now: newest, before }, period, { weeks: base.length, since: newest.week });
  });
}

function compareShares(
  kind: 'leavers' | 'week1' | 'week4',
  { now, before }: { now: { part: number; of: number }; before: { part: number; of: number } },
  period: Period,
  more: Fact['values'],
): Found[] {
  const deviations = sharesApart(now, before) / MORE_THAN_COINS;
  const sure = sureOf(Math.abs(deviations));
  if (sure === 'open') return [];
  const values = {
    ...{ part: now.part, now: now.of, share: now.part / now.of, shareWas: before.part / before.of, base: before.of },
    ...more,
  };
  const direction = deviations > 0 ? 'up' : 'down';
  const measure = kind === 'leavers' ? 'leaves' : 'joins';
  const from = kind === 'leavers' ? period.fromDay : (more.since ?? period.fromDay);
  const toDay = kind === 'leavers' ? period.toDay : from + REPORT_DAYS - 1;
  const of = { kind, measure, channelId: null, noteId: null, direction, sure } as const;
  return [{ ...of, fromDay: from, toDay, values, weight: Math.abs(deviations) }];
}
