import { z } from 'zod';

/**
 * The shape in which totals leave the product: by file, by API, by whatever comes. Within a version a field may be added;
 * none is renamed, removed or given another meaning. Every name of a field is the same in every language.
 */
export const RECORDS_SCHEMA = 'procord.analytics/1';

const count = z.int().nonnegative();
/** Null where it was not observed, or where what is needed to count it is not there. */
const known = count.nullable();
const share = z.number().min(0).max(1);
const id = z.string().regex(/^\d{1,20}$/);

/** A calendar day of a guild. One that nobody observed has nulls; none is left out between the first and the last. */
export const dayRecordSchema = z.object({
  date: z.iso.date(),
  time_zone: z.string().nullable(),
  observed_messages: share,
  observed_voice: share,
  messages: known,
  posters: known,
  voice_ms: known,
  voice_active_ms: known,
  voice_muted_ms: known,
  voice_deafened_ms: known,
  voice_alone_ms: known,
  voice_users: known,
  voice_peak: known,
  active: known,
  active_7_days: known,
  active_30_days: known,
  newcomers: known,
  returned: known,
  lapsed: known,
  regulars: known,
  joins: known,
  leaves_under_1_day: known,
  leaves_1_to_7_days: known,
  leaves_8_to_30_days: known,
  leaves_over_30_days: known,
  leaves_unknown: known,
});
export type DayRecord = z.infer<typeof dayRecordSchema>;

/**
 * A day as it is told where Discord does not let the bot see who joins and leaves: that none was counted says nothing.
 * Memberships that were counted while it did stay.
 */
export function withoutUnseenMembers(day: DayRecord): DayRecord {
  const moves = [
    'joins',
    'leaves_under_1_day',
    'leaves_1_to_7_days',
    'leaves_8_to_30_days',
    'leaves_over_30_days',
    'leaves_unknown',
  ] as const;
  if (moves.some((move) => (day[move] ?? 0) > 0)) return day;
  return { ...day, ...Object.fromEntries(moves.map((move) => [move, null])) };
}

/** A channel, or a thread beside its channel, on a day on which something happened in it. */
export const channelRecordSchema = z.object({
  date: z.iso.date(),
  channel_id: id,
  parent_id: id.nullable(),
  channel_name: z.string().nullable(),
  messages: known,
  posters: known,
  voice_ms: known,
  voice_active_ms: known,
  voice_muted_ms: known,
  voice_deafened_ms: known,
  voice_alone_ms: known,
  voice_users: known,
  voice_peak: known,
});
export type ChannelRecord = z.infer<typeof channelRecordSchema>;

/** Why the figures of a joining week are there or not. */
export const cohortStates = ['known', 'not_yet', 'too_few', 'withheld'] as const;
const cohortState = z.enum(cohortStates);

/** The people who joined in a week. */
export const cohortRecordSchema = z.object({
  week: z.iso.date(),
  joined: known,
  state_week_1: cohortState,
  stayed_week_1: known,
  active_week_1: known,
  observed_week_1: share.nullable(),
  state_week_4: cohortState,
  stayed_week_4: known,
  active_week_4: known,
  observed_week_4: share.nullable(),
});
export type CohortRecord = z.infer<typeof cohortRecordSchema>;

/** A stretch of time of which something was not observed. */
export const coverageRecordSchema = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  missing: z.enum(['all', 'voice']),
  reason: z.string(),
  filled_in: z.enum(['healing', 'healed', 'partly', 'not_possible']).nullable(),
});
export type CoverageRecord = z.infer<typeof coverageRecordSchema>;

/** What can be had, each with the schema of one record, in the order in which its columns stand. */
export const recordSchemas = {
  days: dayRecordSchema,
  channels: channelRecordSchema,
  retention: cohortRecordSchema,
  coverage: coverageRecordSchema,
} as const;
export const recordKinds = ['days', 'channels', 'retention', 'coverage'] as const;
export type RecordKind = (typeof recordKinds)[number];
export interface Records {
  days: DayRecord;
  channels: ChannelRecord;
  retention: CohortRecord;
  coverage: CoverageRecord;
}

/** Where a page of records ends, in the form in which the next one is asked for. */
export const cursorSchemas = {
  days: z.iso.date(),
  channels: z.string().regex(/^\d{4}-\d\d-\d\d_\d{1,19}$/),
  retention: z.iso.date(),
  coverage: z.iso.datetime(),
} as const satisfies Record<RecordKind, z.ZodType<string>>;

/** Some records in order, and the cursor after the last of them; null where there are no more. */
export interface RecordPage<T> {
  items: T[];
  next: string | null;
}

export interface PageWish {
  /** A cursor that an earlier page gave; null for the first page. */
  after: string | null;
  /** Most records of the page. */
  limit: number;
}

/** Reads page after page, holding one at a time. */
export async function* allPages<T>(read: (after: string | null) => Promise<RecordPage<T>>): AsyncGenerator<T[]> {
  let after: string | null = null;
  do {
    const page = await read(after);
    yield page.items;
    after = page.next;
  } while (after !== null);
}

/** A page of what was read with one record more than asked for, which says that there is another page. */
export function pageOf<T>(items: T[], limit: number, cursorOf: (last: T) => string): RecordPage<T> {
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown, next: items.length > limit && last !== undefined ? cursorOf(last) : null };
}
