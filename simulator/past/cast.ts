import { FIRST_PERSON } from '../world/people.ts';
import { fraction, hash, Random } from '../world/random.ts';
import type { Guild } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { type JoinSource, sourceOf } from './join-sources.ts';
import { type Stays, wasMember } from './stays.ts';
import { DAY_MS, type MembershipEvent, type Stay } from './types.ts';

/** How many of a guild's people are often there: the same as in the traffic of today. */
function coreOf(guild: Guild): number {
  return Math.min(guild.seededMembers, 10 + guild.seededMembers ** 0.75);
}

/** Somebody who does things. */
export interface Actor {
  readonly userId: string;
  readonly stays: readonly Stay[];
  /** From the first joining to the last leaving. */
  readonly fromMs: number;
  readonly toMs: number;
  /** How likely on a day, against the others. */
  readonly weight: number;
  /** Half-life of the interest of a newcomer, in days; 0 for those who stay interested. */
  readonly fadingDays: number;
  /** Busy and quiet spells take turns. */
  readonly spellDays: number;
  readonly key: number;
  readonly likesVoice: boolean;
  readonly chattiness: number;
}

/** The people of a guild who do something, and everybody's joins and leaves. */
export interface Cast {
  readonly actors: readonly Actor[];
  /** In order of time. */
  readonly events: readonly MembershipEvent[];
  /** Sum of the weights, about, on an average day. */
  readonly weight: number;
}

/** @param sources what people come by; null where that is not told */
export function castOf(
  world: World,
  guild: Guild,
  stays: Stays,
  sources: readonly JoinSource[] | null,
  seed: number,
): Cast {
  const core = coreOf(guild);
  const key = hash(seed, guild.index, 7003);
  const actors: Actor[] = [];
  const events: MembershipEvent[] = [];
  const add = (userIndex: number, of: readonly Stay[], number: number) => {
    const random = new Random(hash(key, userIndex));
    const isCore = number < core;
    const fades = !isCore || (of.length > 1 && random.chance(0.3));
    const weight = isCore ? 0.5 / Math.sqrt((number + 0.5) / core) : random.chance(0.35) ? 0 : 0.6 + 2 * random.next();
    if (weight === 0) return;
    actors.push({
      userId: world.people.idOf(userIndex),
      stays: of,
      fromMs: of[0]?.joinedMs ?? 0,
      toMs: of.at(-1)?.leftMs ?? Number.POSITIVE_INFINITY,
      weight: Math.min(weight, 4),
      fadingDays: fades ? 1 + 40 * random.next() ** 3 : 0,
      spellDays: 12 + random.below(40),
      key: hash(key, userIndex, 1),
      likesVoice: random.chance(0.35),
      chattiness: 0.35 + 1.8 * random.next() ** 2,
    });
  };
  const longAgo = [{ joinedMs: 0, leftMs: null }];
  for (const index of guild.extraMembers)
    if (index < FIRST_PERSON && !world.people.isBot(index)) add(index, longAgo, Math.floor(core / 4));
  for (let number = 0; number < guild.seededMembers + stays.departed; number += 1) {
    const came = stays.hasEvents(number);
    if (!came && number >= core) continue;
    const userIndex = world.seededMember(guild, number);
    const own = stays.of(number);
    add(userIndex, own, number);
    if (!came) continue;
    const codeOf = (stay: Stay, at: number) => sources && sourceOf(sources, stay, fraction(key, userIndex, 10 + at));
    for (const event of eventsOf(world.people.idOf(userIndex), own, codeOf, stays.fromMs)) events.push(event);
  }
  events.sort((a, b) => a.atMs - b.atMs || (a.userId < b.userId ? -1 : 1));
  return {
    actors,
    events,
    weight: actors.reduce((sum, one) => sum + one.weight * (one.fadingDays > 0 ? 0.12 : 0.8), 0),
  };
}

function eventsOf(
  userId: string,
  stays: readonly Stay[],
  codeOf: (stay: Stay, at: number) => string | null,
  fromMs: number,
): MembershipEvent[] {
  const events: MembershipEvent[] = [];
  stays.forEach((stay, at) => {
    const { joinedMs, leftMs } = stay;
    if (joinedMs >= fromMs) events.push({ userId, kind: 'join', atMs: joinedMs, inviteCode: codeOf(stay, at) });
    if (leftMs !== null) events.push({ userId, kind: 'leave', atMs: leftMs, inviteCode: null });
  });
  return events;
}

/** How likely an actor does something on a day, against the others; 0 for who is no member then. */
export function presence(actor: Actor, day: number): number {
  const startMs = day * DAY_MS;
  if (startMs + DAY_MS <= actor.fromMs || startMs >= actor.toMs) return 0;
  if (actor.stays.length > 1 && !wasMember(actor.stays, startMs, startMs + DAY_MS)) return 0;
  const spell = hash(actor.key, Math.floor((day + (actor.key % 61)) / actor.spellDays)) / 4294967296;
  const mood = spell < 0.2 ? 0.03 : 1;
  if (actor.fadingDays === 0) return actor.weight * mood;
  const joinedMs = actor.stays.findLast((stay) => stay.joinedMs < startMs + DAY_MS)?.joinedMs ?? startMs;
  const age = Math.max(0, (startMs - joinedMs) / DAY_MS);
  return actor.weight * (age < 2 ? 1 : mood) * Math.max(0.02, 0.5 ** (age / actor.fadingDays));
}
