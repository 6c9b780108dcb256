import { getFirstDay } from '#core/analytics/get-first-day.server.ts';
import { listAnnotations } from '#core/analytics/list-annotations.server.ts';
import { listChannelDays } from '#core/analytics/list-channel-days.server.ts';
import { listDays } from '#core/analytics/list-days.server.ts';
import { readPeriod } from '#core/analytics/read-period.ts';
import { type ChartKey, dayCharts, dayValues } from '#core/analytics/rules/charts.ts';
import { localToday } from '#core/analytics/rules/local-today.ts';
import { offeredDays, periodBefore } from '#core/analytics/rules/period.ts';
import { makeSeries } from '#core/analytics/rules/series.ts';
import { type DayTotals, onlyChannels, sumUp } from '#core/analytics/rules/totals.ts';
import { isEntitled } from '#core/billing/list-entitled-guilds.server.ts';
import type { OpenGuild } from '#core/guilds/check-guild-right.server.ts';
import { getGuildStructure } from '#core/guilds/get-guild-structure.server.ts';
import type { Named } from '#core/guilds/guild-reader.server.ts';
import { snowflakeSchema } from '#core/platform/snowflake.ts';
import type { ChannelOption, PeriodData } from '../components/analytics/props.ts';
import type { Dependencies } from './dependencies.server.ts';

const channelQuery = snowflakeSchema.nullable().catch(null);

/** A page's data, and what its other reads need. */
export interface PeriodRead {
  data: PeriodData;
  /** Of the period alone. */
  days: DayTotals[];
  /** What the numbers are filtered by; null for the whole guild. */
  channelIds: string[] | null;
  /** Null where Discord did not tell. */
  structure: Named[] | null;
}

/**
 * Reads what a page about a period shows: its totals, those of the period before, and its charts.
 * @param filtered whether the page knows `?channel=`, the id of a channel or a category.
 */
export async function readPeriodPage(
  deps: Dependencies,
  { guild, staff, search }: { guild: OpenGuild; staff: boolean; search: URLSearchParams },
  { charts, filtered }: { charts: readonly ChartKey[]; filtered: boolean },
): Promise<PeriodRead> {
  const scope = { guildId: guild.id };
  const today = localToday(deps.clock.now(), guild.timeZone);
  const period = readPeriod(search, today);
  const before = periodBefore(period);
  const both = { fromDay: before.fromDay, toDay: period.toDay };
  const asked = filtered ? channelQuery.parse(search.get('channel')) : null;
  const structure = filtered ? await getGuildStructure(deps, guild.id) : null;
  const channelIds = asked === null ? null : channelsOf(asked, structure ?? []);
  const [all, channelDays, annotations, sinceDay, premium] = await Promise.all([
    listDays(deps.counts, scope, both),
    channelIds && listChannelDays(deps.counts, { ...scope, channelIds }, both),
    listAnnotations(deps.counts, scope, period),
    getFirstDay(deps.counts, scope),
    isEntitled(deps, guild.id),
  ]);
  const days = channelDays ? onlyChannels(all, channelDays) : all;
  const length = period.toDay - period.fromDay + 1;
  const data: PeriodData = {
    guild: { id: guild.id, name: guild.name },
    timeZone: guild.timeZone,
    premium,
    staff,
    period,
    before,
    today,
    sinceDay,
    days: period.toDay === today - 1 ? (offeredDays.find((offered) => offered === length) ?? null) : null,
    channel: asked === null ? null : named(asked, structure ?? []),
    annotations,
    totals: sumUp(period, days),
    totalsBefore: sumUp(before, days),
    charts: Object.fromEntries(
      charts.map((key) => [key, makeSeries(period, dayValues(days, dayCharts[key]), dayCharts[key].gathering)]),
    ),
  };
  return { data, days: days.filter(({ day }) => day >= period.fromDay), channelIds, structure };
}

/** A channel by itself, a category by its channels of today. */
function channelsOf(id: string, structure: readonly Named[]): string[] {
  const isCategory = structure.some((one) => one.id === id && one.isCategory);
  return isCategory ? structure.filter((one) => one.parentId === id).map((one) => one.id) : [id];
}

function named(id: string, structure: readonly Named[]): ChannelOption {
  return { id, name: structure.find((one) => one.id === id)?.name ?? id };
}
