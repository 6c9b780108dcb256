import { dateOfDay } from '#core/analytics/rules/period.ts';
import type { PeriodData } from './props.ts';

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
