import type { Annotation } from '#core/analytics/rules/annotations.ts';
import type { ChannelLists } from '#core/analytics/rules/channel-lists.ts';
import type { ChannelTotals } from '#core/analytics/rules/channel-totals.ts';
import type { ChartKey } from '#core/analytics/rules/charts.ts';
import type { CohortRow } from '#core/analytics/rules/cohorts.ts';
import type { InviteSource, InviteSources } from '#core/analytics/rules/invites.ts';
import type { Period } from '#core/analytics/rules/period.ts';
import type { SeriesPoint } from '#core/analytics/rules/series.ts';
import type { TopDays, TopMeasure } from '#core/analytics/rules/top-members.ts';
import type { PeriodTotals } from '#core/analytics/rules/totals.ts';
import type { WeekHours } from '#core/analytics/rules/week-hours.ts';
import type { Overview } from '#core/analytics/rules.ts';

/**
 * Whether the names of channels are there. `unknown`: Discord did not tell them; `unmanaged`: it is not asked before
 * somebody who manages the guild has used it here.
 */
export type ChannelNames = 'known' | 'unknown' | 'unmanaged';

/**
 * What the page of today shows: part of the loader's answer, and the data of each event on the guild's live stream.
 * The same for everybody who may see the guild.
 */
export interface OverviewData {
  guild: { id: string; name: string };
  /** Entitled to be counted now. */
  premium: boolean;
  names: ChannelNames;
  overview: Overview;
}

/** Pages about a period. */
export const periodPages = ['overview', 'messages', 'voice', 'members', 'growth', 'retention'] as const;
export type PeriodPageKey = (typeof periodPages)[number];

export interface ChannelOption {
  id: string;
  name: string;
}

/** A category with its channels, or the channels of none. */
export interface ChannelGroup {
  /** Null for channels without a category. */
  category: ChannelOption | null;
  channels: ChannelOption[];
}

/** What every page about a period knows. Calendar days are days since 1970. */
export interface PeriodData {
  guild: { id: string; name: string };
  timeZone: string;
  premium: boolean;
  staff: boolean;
  period: Period;
  before: Period;
  /** The day that is not over yet. */
  today: number;
  /** The first day that has totals; null where none has. */
  sinceDay: number | null;
  /** The ready-made length that is shown; null for dates of one's own. */
  days: number | null;
  /** What the numbers are filtered by; null for the whole guild. */
  channel: ChannelOption | null;
  annotations: Annotation[];
  totals: PeriodTotals;
  totalsBefore: PeriodTotals;
  charts: { [key in ChartKey]?: SeriesPoint[] | undefined };
}

/** A channel with its name and its threads. */
export interface NamedChannel extends ChannelTotals {
  name: string | null;
  former: boolean;
  /** The largest first. */
  threads: { id: string; name: string | null; messages: number }[];
  /** Threads that are not listed. */
  moreThreads: number;
}

export interface ChannelsData {
  /** By what the page measures. */
  channels: ChannelLists<NamedChannel>;
  /** Whether every channel and thread is listed. */
  all: boolean;
  names: ChannelNames;
}

/** What a page can be filtered by. */
export interface ChannelChoice {
  /** Empty where the names are not known. */
  groups: ChannelGroup[];
  /** Channels that are not among them. */
  more: number;
}

export interface ActivityData extends PeriodData, ChannelsData {
  week: WeekHours;
  /** First of the days that it is of: of older ones hours are not kept. Null where that is all of them. */
  weekFrom: number | null;
  choice: ChannelChoice;
}

/** The most active members of a week or four. */
export interface TopData {
  guild: { id: string; name: string };
  timeZone: string;
  premium: boolean;
  staff: boolean;
  days: TopDays;
  /** The day the lists end with; null where there are none yet. */
  day: number | null;
  /** A name is null where Discord has not told it yet. */
  lists: Record<TopMeasure, { userId: string; name: string | null; value: number }[]>;
}

export interface GrowthData extends PeriodData {
  /** False where Discord has not granted the bot to see joins and leaves; null where it could not be asked. */
  membersGranted: boolean | null;
}

/** What people joined through, with the channel it leads to; null where there is none, or Discord did not tell. */
export interface NamedInviteSource extends InviteSource {
  channelName: string | null;
}

export interface RetentionData extends PeriodData {
  cohorts: CohortRow[];
  invites: Omit<InviteSources, 'sources'> & { sources: NamedInviteSource[] };
}
