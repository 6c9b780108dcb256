/** Which invite people joined by. Discord does not say it of a join; it follows from how often each invite was used. */

/** What a join came through. `others`: several that few people each came through. */
export const inviteSources = ['invite', 'vanity', 'unknown', 'others'] as const;
export type InviteSourceKind = (typeof inviteSources)[number];

/** An invite as a reading has it. Instants in milliseconds since 1970. */
export interface ReadInvite {
  code: string;
  source: 'invite' | 'vanity';
  channelId: string | null;
  uses: number;
  /** 0: any number. */
  maxUses: number;
  /** Null for a vanity URL. */
  createdMs: number | null;
  /** Null where it does not end by itself. */
  expiresMs: number | null;
}

/** An invite as it is held from the reading before, or from its INVITE_CREATE. */
export interface HeldInvite extends ReadInvite {
  /** When an INVITE_DELETE came; null where none did. */
  deletedMs: number | null;
}

/** From the instant before the first request to the one after the last answer. */
export interface ReadingSpan {
  fromMs: number;
  toMs: number;
}

/** What lies between two readings without a join near either of them. */
export interface BetweenReadings {
  base: ReadingSpan;
  held: readonly HeldInvite[];
  read: readonly ReadInvite[];
  /** Instants of every join, also of people who are not counted. */
  joins: readonly number[];
  /** By how much instants of events, of invites and of readings may be off from one another. */
  guardMs: number;
}

/**
 * The one invite that all the joins came through, or null where that does not follow: it grew by exactly as many uses as
 * there were joins and no other grew; or it had exactly so many uses left and was deleted with the last of the joins.
 */
export function inviteOfJoins(between: BetweenReadings): string | null {
  const { joins, read, held } = between;
  if (joins.length === 0) return null;
  const before = new Map(held.map((invite) => [invite.code, invite]));
  const growths = read.map((invite) => ({ code: invite.code, by: growthOf(invite, before.get(invite.code), between) }));
  const [first, second] = growths.filter(({ by }) => by !== null && by > 0);
  // Uses that account for every join leave none to an invite of which it is not known whether it was used.
  if (first !== undefined) return second === undefined && first.by === joins.length ? first.code : null;
  if (growths.some(({ by }) => by === null)) return null;
  const there = new Set(read.map((invite) => invite.code));
  const missing = held.filter((invite) => !there.has(invite.code) && mayHaveBeenUsed(invite, between));
  const [gone, another] = missing;
  if (gone === undefined || another !== undefined || gone.deletedMs === null) return null;
  const wasUsedUp = gone.maxUses - gone.uses === joins.length;
  return wasUsedUp && Math.abs(gone.deletedMs - Math.max(...joins)) <= between.guardMs ? gone.code : null;
}

/** Uses since the reading before; null where it is not known how many there were then. */
function growthOf(invite: ReadInvite, before: HeldInvite | undefined, { base, guardMs }: BetweenReadings) {
  if (before !== undefined) return invite.uses < before.uses ? null : invite.uses - before.uses;
  const isNew = invite.createdMs !== null && invite.createdMs >= base.fromMs - guardMs;
  return isNew || invite.uses === 0 ? invite.uses : null;
}

/** Whether any of the joins may have come through an invite that is not there any more. */
function mayHaveBeenUsed(invite: HeldInvite, { joins, guardMs }: BetweenReadings): boolean {
  const [from, to] = [Math.min(...joins) - guardMs, Math.max(...joins) + guardMs];
  if (invite.maxUses > 0 && invite.uses >= invite.maxUses) return false;
  if (invite.createdMs !== null && invite.createdMs > to) return false;
  return (invite.expiresMs ?? to) >= from && (invite.deletedMs ?? to) >= from;
}

/** Whether something happened so near a reading that nobody can say whether the reading has it. */
export function isNear({ fromMs, toMs }: ReadingSpan, instants: readonly number[], guardMs: number): boolean {
  return instants.some((atMs) => atMs > fromMs - guardMs && atMs < toMs + guardMs);
}

/** People of one joining week who came through one thing. */
export interface SourceCount {
  source: InviteSourceKind;
  /** Empty for `unknown` and `others`. */
  code: string;
  channelId: string | null;
  joined: number;
  stayed: number;
  active: number;
}

/**
 * What may be kept of a week. Whoever is one of fewer than `few` is counted with the others; and where the others
 * together would be so few, the smallest of the rest join them, for the week's total less all that is kept is them.
 * Empty where the week itself has fewer.
 */
export function keepableSources(counts: readonly SourceCount[], few: number): SourceCount[] {
  const bySize = [...counts].sort((a, b) => b.joined - a.joined || (a.code < b.code ? -1 : 1));
  const kept = bySize.filter((one) => one.joined >= few);
  const others = bySize.filter((one) => one.joined < few);
  const joinedOf = (ones: readonly SourceCount[]) => ones.reduce((sum, one) => sum + one.joined, 0);
  while (others.length > 0 && joinedOf(others) < few) {
    const smallest = kept.pop();
    if (smallest === undefined) return [];
    others.push(smallest);
  }
  return others.length === 0 ? kept : [...kept, pool(others)];
}

/** Several sources as one. */
export function pool(counts: readonly SourceCount[]): SourceCount {
  const sum = (value: (count: SourceCount) => number) => counts.reduce((total, count) => total + value(count), 0);
  return {
    source: 'others',
    code: '',
    channelId: null,
    joined: sum((count) => count.joined),
    stayed: sum((count) => count.stayed),
    active: sum((count) => count.active),
  };
}

/** People who joined in the weeks of a period through one thing. */
export interface InviteSource {
  source: InviteSourceKind;
  /** Null for those that are no single invite. */
  code: string | null;
  channelId: string | null;
  joined: number;
  /** Of those whose week 1 is over; null where that is nobody yet. */
  mature: { joined: number; stayed: number; active: number } | null;
}

export interface InviteSources {
  /**
   * Whether invites are read now: reading · starting: not yet · not_permitted: the bot may not · off: the guild is not
   * counted, or the worker has not begun.
   */
  state: 'reading' | 'starting' | 'not_permitted' | 'off';
  /** Since when it is so; null where it is off. */
  sinceMs: number | null;
  /** Most joined first; what is no single invite last. */
  sources: InviteSource[];
}
