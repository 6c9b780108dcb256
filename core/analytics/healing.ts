import { firstSnowflake, HOUR_MS, hourOf } from '#core/platform/snowflake.ts';
import { type Interval, subtract } from './internal/intervals.ts';
import type { GapState } from './rules.ts';

/** A gap older than this stays as it is: its hourly rows would be gone before anybody looked. */
export const HEALED_WITHIN_MS = 29 * 24 * HOUR_MS;
/** History is read this long after the end of a gap: by then Discord has all of it. */
export const SETTLED_MS = 5_000;
/** A channel counted within this time before a gap is missed where it cannot be read. */
export const COUNTED_BEFORE_MS = 24 * HOUR_MS;

export const healingReasons = ['no-access', 'not-counted', 'too-old'] as const;
export type HealingReason = (typeof healingReasons)[number];

/** Of one channel of a gap. */
export type ChannelState = 'open' | 'done' | 'not_possible';

/** Ids from `fromId` up to, without, `toId`. */
export interface IdRange {
  fromId: bigint;
  toId: bigint;
}

/** The ids that can have been made within an interval. */
export function idsOf({ fromMs, toMs }: Interval): IdRange {
  return { fromId: firstSnowflake(fromMs), toId: firstSnowflake(toMs) };
}

/**
 * The parts of a gap that are filled in for a guild: those in which it was counted, and no earlier gap's. So each
 * message of overlapping gaps belongs to one of them.
 */
export function partsToHeal(gap: Interval, spans: readonly Interval[], earlier: readonly Interval[]): Interval[] {
  return subtract(gap, subtract(gap, spans)).flatMap((part) => subtract(part, earlier));
}

/** What became of a gap whose channels became what they are. A gap without channels had nothing to miss. */
export function gapStateOf(channels: readonly ChannelState[]): GapState {
  if (channels.includes('open')) return 'healing';
  if (!channels.includes('not_possible')) return 'healed';
  return channels.includes('done') ? 'partly' : 'not_possible';
}

/** UTC hours that an interval touches. */
export function hoursOf({ fromMs, toMs }: Interval): number[] {
  const first = hourOf(fromMs);
  return Array.from({ length: Math.max(0, hourOf(toMs - 1) - first + 1) }, (_, at) => first + at);
}

/** A place in which people write: a channel, or a thread with the channel that its permissions are those of. */
export interface Place {
  id: string;
  /** Null where the place never had a message. */
  newestId: string | null;
  /** Sees it: what is written there is counted as it comes. */
  isSeen: boolean;
  isReadable: boolean;
}

/**
 * What is read of one place, or null where nothing of it is missing: it is not counted anyway. Where nothing was
 * written since the gap began there is nothing to read.
 */
export function stateOfPlace(place: Place, { fromId }: IdRange, wasCounted: boolean): ChannelState | null {
  if (place.newestId === null || BigInt(place.newestId) < fromId) return place.isSeen || wasCounted ? 'done' : null;
  if (place.isReadable) return 'open';
  return place.isSeen || wasCounted ? 'not_possible' : null;
}

/** What a page of messages after `doneId` brings: which of them are the range's, and how far it is read then. */
export function readPage<Message extends { id: string }>(
  page: readonly Message[],
  range: IdRange & { doneId: bigint },
  pageSize: number,
): { messages: Message[]; doneId: bigint; isLast: boolean } {
  const messages = page.filter(({ id }) => BigInt(id) > range.doneId && BigInt(id) < range.toId);
  const isLast = page.length < pageSize || page.some(({ id }) => BigInt(id) >= range.toId);
  const newest = messages.reduce((max, { id }) => (BigInt(id) > max ? BigInt(id) : max), range.doneId);
  return { messages, doneId: isLast ? range.toId - 1n : newest, isLast };
}
