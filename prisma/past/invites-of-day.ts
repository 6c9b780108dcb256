import type { InvitedRow } from '#core/analytics/load-counts.server.ts';
import { type HeldInvite, inviteOfJoins } from '#core/analytics/rules/invites.ts';
import type { Hole, PastDay } from './read-past.ts';

const DAY_MS = 86_400_000;
/** Between joins that lie this far apart invites would have been read; nearer ones are one to whoever compares uses. */
const APART_MS = 10_000;

type Join = PastDay['memberships'][number];

/** The invites of a guild and how often each had been used when a day began; null where the bot may not read them. */
export function invitesBefore({ invites, memberships }: PastDay): HeldInvite[] | null {
  return invites && withUses(invitesAfter(invites), memberships, -1);
}

/** The same when it was over. */
export function invitesAfter(invites: NonNullable<PastDay['invites']>): HeldInvite[] {
  return invites.map((invite) => ({ ...invite, maxUses: 0, expiresMs: null, deletedMs: null }));
}

/**
 * The joins of a day whose invite the product would have known: by its own rule, from the uses before and after those
 * that came together. Of joins so near a hole, or an end of the day, that others may be among them it is not known.
 * @param untilMs the end of the day, or of the past
 */
export function invitedOfDay(day: PastDay, holes: readonly Hole[], untilMs: number): InvitedRow[] {
  let read = invitesBefore(day);
  if (read === null) return [];
  const rows: InvitedRow[] = [];
  for (const joins of together(day.memberships.filter(({ kind }) => kind === 'join'))) {
    const held: readonly HeldInvite[] = read;
    read = withUses(read, joins, 1);
    const instants = joins.map(({ atMs }) => atMs);
    const [fromMs, toMs] = [Math.min(...instants) - APART_MS, Math.max(...instants) + APART_MS];
    const isInHole = holes.some((hole) => hole.kind === 'all' && hole.fromMs < toMs && hole.toMs > fromMs);
    if (isInHole || fromMs < day.day * DAY_MS || toMs > untilMs) continue;
    const code = inviteOfJoins({ base: { fromMs, toMs: fromMs }, held, read, joins: instants, guardMs: 0 });
    if (code !== null) for (const joinedMs of instants) rows.push({ guildId: day.guildId, joinedMs, code });
  }
  return rows;
}

function withUses(invites: readonly HeldInvite[], joins: readonly Join[], by: 1 | -1): HeldInvite[] {
  const timesOf = (code: string) => joins.filter(({ inviteCode }) => inviteCode === code).length;
  return invites.map((invite) => ({ ...invite, uses: invite.uses + by * timesOf(invite.code) }));
}

/** Joins in order of time, those that follow closely on one another together. */
function together(joins: readonly Join[]): Join[][] {
  const groups: Join[][] = [];
  for (const join of joins) {
    const last = groups.at(-1);
    if (last && join.atMs - (last.at(-1)?.atMs ?? 0) < APART_MS) last.push(join);
    else groups.push([join]);
  }
  return groups;
}
