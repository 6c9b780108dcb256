import { HOUR_MS, hourOf } from '#core/platform/snowflake.ts';

const DAY_MS = 24 * HOUR_MS;

/** A membership row lives this long after the leave; a return within it goes on with the first joining. */
export const MEMBERSHIP_KEPT_MS = 30 * DAY_MS;

/** A person's stay in a guild. Instants in milliseconds since 1970. */
export interface Membership {
  /** Of the first joining: a return within 30 days keeps it, so that a person joins a cohort once. */
  firstJoinedMs: number;
  joinedMs: number;
  /** Null while the person is a member. */
  leftMs: number | null;
  /** Still a member when day 7 began; null while no later event of theirs said so. */
  stayedWeek1: boolean | null;
  /** Still a member when day 28 began. */
  stayedWeek4: boolean | null;
}

/** Days of a person's own time after the hour of the first joining. Week 1 is days 7 to 13, week 4 days 28 to 34. */
export const retentionWeeks = {
  week1: { fromDay: 7, toDay: 14 },
  week4: { fromDay: 28, toDay: 35 },
} as const;

/** When a day of a person's own time begins: days are 24 hours, counted from the start of the hour of the joining. */
export function startOfDayMs(firstJoinedMs: number, day: number): number {
  return hourOf(firstJoinedMs) * HOUR_MS + day * DAY_MS;
}

/** GUILD_MEMBER_ADD or GUILD_MEMBER_REMOVE of one person, in the order Discord sent them. */
export interface MembershipEvent {
  kind: 'join' | 'leave';
  atMs: number;
}

export const tenures = ['firstDay', 'firstWeek', 'firstMonth', 'later', 'unknown'] as const;
/** How long a stay had been when it ended: under 1 day, 1 to 7, 8 to 30, over 30, or begun before it was counted. */
export type Tenure = (typeof tenures)[number];

/** What an event adds to the totals of its hour. */
export type Growth = { hour: number; joined: true } | { hour: number; left: Tenure };

/** The tenure of a stay of `ms`. Source: "Leavers by tenure" of the definitions. */
export function tenureOf(ms: number): Tenure {
  if (ms < DAY_MS) return 'firstDay';
  if (ms < 8 * DAY_MS) return 'firstWeek';
  return ms <= 30 * DAY_MS ? 'firstMonth' : 'later';
}

/**
 * What a person's events make of their membership and of the totals. A join of a member and a leave of somebody who is
 * gone change nothing: Discord may repeat itself.
 * @param before null where nothing is known; a leave then ends a stay that began before it was counted.
 */
export function applyMembershipEvents(
  before: Membership | null,
  events: readonly MembershipEvent[],
): { after: Membership | null; growth: Growth[] } {
  let membership = before;
  const growth: Growth[] = [];
  for (const { kind, atMs } of events) {
    const isMember = membership !== null && membership.leftMs === null;
    if (kind === 'join') {
      if (isMember) continue;
      const isReturn = membership?.leftMs != null && atMs - membership.leftMs < MEMBERSHIP_KEPT_MS;
      membership =
        isReturn && membership
          ? { ...settleStays(membership, atMs), joinedMs: atMs, leftMs: null }
          : { firstJoinedMs: atMs, joinedMs: atMs, leftMs: null, stayedWeek1: null, stayedWeek4: null };
      growth.push({ hour: hourOf(atMs), joined: true });
    } else if (membership === null) {
      growth.push({ hour: hourOf(atMs), left: 'unknown' });
    } else if (membership.leftMs === null) {
      membership = { ...settleStays(membership, atMs), leftMs: atMs };
      growth.push({ hour: hourOf(atMs), left: tenureOf(atMs - membership.joinedMs) });
    }
  }
  return { after: membership, growth };
}

/** Whether they were a member when days 7 and 28 began, where those lie before an event: it is known then for good. */
function settleStays(membership: Membership, eventMs: number): Membership {
  const isMember = membership.leftMs === null;
  const settled = (stayed: boolean | null, day: number) =>
    stayed ?? (startOfDayMs(membership.firstJoinedMs, day) < eventMs ? isMember : null);
  return {
    ...membership,
    stayedWeek1: settled(membership.stayedWeek1, retentionWeeks.week1.fromDay),
    stayedWeek4: settled(membership.stayedWeek4, retentionWeeks.week4.fromDay),
  };
}
