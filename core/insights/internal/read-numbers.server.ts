import { getWeekHours } from '#core/analytics/get-week-hours.server.ts';
import { listAnnotations } from '#core/analytics/list-annotations.server.ts';
import { listChannelTotals } from '#core/analytics/list-channel-totals.server.ts';
import { listCohorts } from '#core/analytics/list-cohorts.server.ts';
import { listDays } from '#core/analytics/list-days.server.ts';
import { type Period, periodBefore } from '#core/analytics/rules/period.ts';
import { voiceTotalMs } from '#core/analytics/rules.ts';
import type { Database } from '#core/platform/db.server.ts';
import { READ_WEEKS } from '../rules/find-facts.ts';
import { USUAL_WEEKS } from '../rules/find-levels.ts';
import type { ChannelWeeks, GuildNumbers } from '../rules/guild-numbers.ts';
import { REPORT_DAYS } from '../schema.ts';

/** Joining weeks whose fifth week can be known, and enough of them to compare with. */
const COHORT_DAYS = 20 * REPORT_DAYS;
const HOUR_WEEKS = 4;

/** Reads what a report is made of: totals alone, and not a single row about a person. */
export async function readNumbers(
  counts: Database,
  scope: { guildId: string },
  { period, timeZone, today, nowMs }: { period: Period; timeZone: string; today: number; nowMs: number },
): Promise<GuildNumbers> {
  const { fromDay, toDay } = period;
  const before = { fromDay: fromDay - HOUR_WEEKS * REPORT_DAYS, toDay: fromDay - 1 };
  const [days, channels, now, usual, cohorts, notes] = await Promise.all([
    listDays(counts, scope, { fromDay: toDay - READ_WEEKS * REPORT_DAYS + 1, toDay }),
    readChannels(counts, scope, period),
    getWeekHours(counts, { ...scope, channelIds: null }, { ...period, timeZone }, 'messages', nowMs),
    getWeekHours(counts, { ...scope, channelIds: null }, { ...before, timeZone }, 'messages', nowMs),
    listCohorts(counts, scope, { fromDay: toDay - COHORT_DAYS, toDay, today }),
    listAnnotations(counts, scope, period),
  ]);
  return {
    ...{ period, days, channels, cohorts, hours: { now: now.week, before: usual.week } },
    notes: notes.map(({ id, day }) => ({ id, day })),
  };
}

/** The channels of a guild, threads within theirs, week by week. */
async function readChannels(counts: Database, scope: { guildId: string }, newest: Period): Promise<ChannelWeeks[]> {
  const weeks: Map<string, { messages: number; voiceMs: number }>[] = [];
  for (let period = newest; weeks.length <= USUAL_WEEKS; period = periodBefore(period)) {
    const totals = await listChannelTotals(counts, scope, period);
    const own = totals.filter(({ parentId }) => parentId === null);
    weeks.push(new Map(own.map((one) => [one.id, { messages: one.messages, voiceMs: voiceTotalMs(one) }])));
  }
  const ids = new Set(weeks.flatMap((week) => [...week.keys()]));
  return [...ids].map((id) => ({
    id,
    messages: weeks.map((week) => week.get(id)?.messages ?? 0),
    voiceMs: weeks.map((week) => week.get(id)?.voiceMs ?? 0),
  }));
}
