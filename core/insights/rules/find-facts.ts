import { MARKED_UNDER } from '#core/analytics/rules.ts';
import { type Fact, MOST_FACTS, measures, REPORT_DAYS } from '../schema.ts';
import { findChannels } from './find-channels.ts';
import { findDays, findHour, findWeekday } from './find-days.ts';
import { type Found, findLevel } from './find-levels.ts';
import { findLeavers, findRetention } from './find-members.ts';
import { type GuildNumbers, type Week, weeksOf } from './guild-numbers.ts';

/** How far back days are read: for records, a year. */
export const READ_WEEKS = 53;
/** Of one kind, but for channels, one is enough. */
const MOST_CHANNELS = 3;
/** What says much the same stands further back. */
const WEIGHTS = { messages: 1, active: 0.95, voice: 0.9, joins: 0.9, posters: 0.7, leaves: 0.85 } as const;

/**
 * What the totals of seven days say, beside those before: holes first, then by how much it stands out. Nothing is said of what
 * was not observed, or of too few people.
 */
export function findFacts(numbers: GuildNumbers): Fact[] {
  const weeks = weeksOf(numbers, READ_WEEKS);
  const [week] = weeks;
  if (!week) return [];
  const { period } = numbers;
  const levels = measures.flatMap((measure) => {
    const now = week.values[measure];
    if (now === null) return [];
    const before = weeks.slice(1).map(({ values }) => values[measure]);
    const found = findLevel({ measure, channelId: null, period, now, before, caution: 0.3 });
    return found ? [{ ...found, weight: found.weight * WEIGHTS[measure] }] : [];
  });
  const channels = findChannels(numbers.channels, weeks, period).sort((a, b) => b.weight - a.weight);
  const found = [
    ...levels,
    ...channels.slice(0, MOST_CHANNELS),
    ...findLeavers(numbers.days, weeks, period),
    ...findRetention(numbers.cohorts, period),
    ...findDays(numbers),
    ...findHour(numbers),
    ...findWeekday(numbers, weeks),
  ].sort((a, b) => b.weight - a.weight);
  return [...holesOf(week), ...found]
    .slice(0, MOST_FACTS)
    .map(({ weight, ...fact }, index) => ({ id: `f${index + 1}`, ...fact }));
}

function holesOf({ fromDay, toDay, observed }: Week): Found[] {
  return (['messages', 'voice'] as const)
    .filter((measure) => observed[measure] < MARKED_UNDER)
    .map((measure) => ({
      ...{ kind: 'hole', measure, channelId: null, noteId: null, direction: null, sure: 'open' },
      ...{ fromDay, toDay, weight: 100, values: { observed: observed[measure], weeks: REPORT_DAYS } },
    }));
}
