import { getGuildTimeZone } from '#core/guilds/get-guild-time-zone.server.ts';
import type { Database } from '#core/platform/db.server.ts';
import { listChannelDays } from './list-channel-days.server.ts';
import { listDays } from './list-days.server.ts';
import { localToday } from './rules/local-today.ts';
import { type Period, periodBefore } from './rules/period.ts';
import { type DayTotals, onlyChannels, type PeriodTotals, sumUp } from './rules/totals.ts';

/** The last whole days of a guild, or of one of its channels, beside as many days before. */
export interface RecentTotals {
  timeZone: string;
  /** Up to yesterday: today is not over. */
  period: Period;
  /** Of both periods, oldest first. Of a channel, messages and voice are its own and people the guild's. */
  days: DayTotals[];
  now: PeriodTotals;
  before: PeriodTotals;
}

/**
 * Reads totals alone, which name nobody.
 * @param scope channelId null: the whole guild
 * @param asked length in days; toDay, the last of them, is yesterday unless told
 */
export async function getRecentTotals(
  db: Database,
  { guildId, channelId }: { guildId: string; channelId: string | null },
  { length, nowMs, toDay: asked }: { length: number; nowMs: number; toDay?: number },
): Promise<RecentTotals> {
  const timeZone = await getGuildTimeZone(db, { guildId });
  const toDay = asked ?? localToday(nowMs, timeZone) - 1;
  const period = { fromDay: toDay - length + 1, toDay };
  const both = { fromDay: periodBefore(period).fromDay, toDay };
  const [whole, ofChannel] = await Promise.all([
    listDays(db, { guildId }, both),
    channelId === null ? null : listChannelDays(db, { guildId, channelIds: [channelId] }, both),
  ]);
  const days = ofChannel === null ? whole : onlyChannels(whole, ofChannel);
  return { timeZone, period, days, now: sumUp(period, days), before: sumUp(periodBefore(period), days) };
}
