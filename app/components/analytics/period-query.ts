import { dateOfDay } from '#core/analytics/rules/period.ts';
import { paths } from '../paths.ts';
import type { AllChannels } from './ChannelFolds.tsx';
import type { ChannelsData, PeriodData, PeriodPageKey } from './props.ts';

/** The part of an address that says which days and which channel a page is about; empty for the standard ones. */
export function periodQuery(
  { period, days, channel }: Pick<PeriodData, 'period' | 'days' | 'channel'>,
  changed: { days?: number; channel?: string | null } = {},
): string {
  const query = new URLSearchParams();
  const length = changed.days ?? days;
  if (length !== null) query.set('days', String(length));
  else {
    query.set('from', dateOfDay(period.fromDay));
    query.set('to', dateOfDay(period.toDay));
  }
  const channelId = changed.channel === undefined ? channel?.id : changed.channel;
  if (channelId) query.set('channel', channelId);
  return query.toString();
}

/** Where every channel and thread of a page is listed: those of `channel`, or of the whole guild where that is null. */
export function allChannelsHref(data: PeriodData, page: PeriodPageKey, changed: { channel?: null } = {}): string {
  const anchor = page === 'voice' ? 'voice-channels' : 'channels';
  return `${paths.period(data.guild.id, page)}?${periodQuery(data, changed)}&channels=all#${anchor}`;
}

/** How a page's list of channels is shown: the largest, with the way to all of them, or all. */
export function allChannels(data: PeriodData & ChannelsData, page: PeriodPageKey): AllChannels {
  return data.all ? { open: true } : { allHref: allChannelsHref(data, page) };
}
