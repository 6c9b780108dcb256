/**
 * The truth of a small guild, computed the plain way from a list of everything that happened: no SQL, no shared code.
 * Written from the words of the definitions, to hold the product's own totals against.
 */
export interface PlainWorld {
  timeZone: string;
  messages: { userId: string; channelId: string; parentId: string | null; atMs: number }[];
  /** Voice of one person in one channel within one UTC hour. */
  voice: { userId: string; channelId: string; atMs: number; activeMs: number; mutedMs: number; deafenedMs: number }[];
  /** Per person, in order, beginning with a join. */
  memberships: { userId: string; events: { kind: 'join' | 'leave'; atMs: number }[] }[];
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FIVE_MINUTES = 5 * 60_000;

const dates = new Map<string, Map<number, string>>();

/** YYYY-MM-DD on the clocks of a time zone. An hour belongs to the day in which it begins. */
function dateOf(ms: number, timeZone: string): string {
  const hour = Math.floor(ms / HOUR);
  const known = dates.get(timeZone);
  const date = known?.get(hour) ?? new Date(hour * HOUR).toLocaleDateString('sv-SE', { timeZone });
  if (!known) dates.set(timeZone, new Map([[hour, date]]));
  else if (!known.has(hour)) known.set(hour, date);
  return date;
}

function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
}

type Happened = Pick<PlainWorld, 'messages' | 'voice'>;

const happened = new WeakMap<PlainWorld, Map<string, Map<string, Happened>>>();

/** What happened on a day. Every day of a world is looked for once: nothing may happen in it after the first is asked. */
function happenedOn(world: PlainWorld, date: string, timeZone = world.timeZone): Happened {
  const known = happened.get(world) ?? new Map<string, Map<string, Happened>>();
  happened.set(world, known);
  const days = known.get(timeZone) ?? new Map<string, Happened>();
  if (!known.has(timeZone)) {
    known.set(timeZone, days);
    const of = (atMs: number) => {
      const on = dateOf(atMs, timeZone);
      const day = days.get(on) ?? { messages: [], voice: [] };
      days.set(on, day);
      return day;
    };
    for (const one of world.messages) of(one.atMs).messages.push(one);
    for (const one of world.voice) of(one.atMs).voice.push(one);
  }
  return days.get(date) ?? { messages: [], voice: [] };
}

/** What happened on the days that end with a date. */
function happenedIn(days: number, last: string, world: PlainWorld, timeZone = world.timeZone): Happened {
  const each = Array.from({ length: days }, (_, back) => happenedOn(world, addDays(last, -back), timeZone));
  return { messages: each.flatMap((day) => day.messages), voice: each.flatMap((day) => day.voice) };
}

/** People with a message, or five minutes of voice. */
function activeOf({ messages, voice }: Happened): Set<string> {
  const active = new Set(messages.map((one) => one.userId));
  const total = new Map<string, number>();
  for (const one of voice) {
    const ms = (total.get(one.userId) ?? 0) + one.activeMs + one.mutedMs + one.deafenedMs;
    total.set(one.userId, ms);
    if (ms >= FIVE_MINUTES) active.add(one.userId);
  }
  return active;
}

interface Stay {
  userId: string;
  firstMs: number;
  events: { kind: 'join' | 'leave'; atMs: number }[];
}

/** A joining 30 days or more after the last leave begins a new stay; sooner, it goes on with the one before. */
function staysOf(world: PlainWorld): Stay[] {
  const stays: Stay[] = [];
  for (const { userId, events } of world.memberships) {
    let leftMs = Number.NEGATIVE_INFINITY;
    for (const event of events) {
      if (event.kind === 'leave') leftMs = event.atMs;
      else if (event.atMs - leftMs >= 30 * DAY) stays.push({ userId, firstMs: event.atMs, events: [] });
      stays.at(-1)?.events.push(event);
    }
  }
  return stays;
}

export function plainDay(world: PlainWorld, date: string) {
  const { messages, voice } = happenedOn(world, date);
  const isToday = (atMs: number) => dateOf(atMs, world.timeZone) === date;
  const sum = (part: 'activeMs' | 'mutedMs' | 'deafenedMs') => voice.reduce((total, one) => total + one[part], 0);
  const events = world.memberships.flatMap((one) => one.events.filter((event) => isToday(event.atMs)));
  return {
    messages: messages.length,
    posters: new Set(messages.map((one) => one.userId)).size,
    activeMs: sum('activeMs'),
    mutedMs: sum('mutedMs'),
    deafenedMs: sum('deafenedMs'),
    voiceUsers: activeOf({ messages: [], voice }).size,
    active: activeOf({ messages, voice }).size,
    joins: events.filter((event) => event.kind === 'join').length,
    leaves: events.filter((event) => event.kind === 'leave').length,
  };
}

export function plainWeeks(world: PlainWorld, date: string) {
  const weeks = [0, 7, 14, 21].map((back) => activeOf(happenedIn(7, addDays(date, -back), world)));
  const [now = new Set<string>(), before = new Set<string>()] = weeks;
  const outside = addDays(date, -28);
  const joined = new Set(
    staysOf(world)
      .filter(({ firstMs }) => dateOf(firstMs, world.timeZone) <= date)
      .filter(({ firstMs }) => dateOf(firstMs, world.timeZone) > outside)
      .map((stay) => stay.userId),
  );
  const isNew = (userId: string) => joined.has(userId);
  const people = [...new Set(weeks.flatMap((week) => [...week]))];
  return {
    activeWeek: now.size,
    newcomers: people.filter((one) => now.has(one) && isNew(one)).length,
    returned: people.filter((one) => now.has(one) && !before.has(one) && !isNew(one)).length,
    lapsed: people.filter((one) => before.has(one) && !now.has(one)).length,
    regulars: people.filter((one) => weeks.filter((week) => week.has(one)).length >= 3).length,
  };
}

/** Active in the 30 UTC days that end with `date`. */
export function plainMonth(world: PlainWorld, date: string): number {
  return activeOf(happenedIn(30, date, world, 'UTC')).size;
}

export function plainChannels(world: PlainWorld, date: string) {
  const channels = new Map<string, { messages: number; people: Set<string>; voiceMs: number }>();
  const of = (id: string) => {
    const found = channels.get(id) ?? { messages: 0, people: new Set<string>(), voiceMs: 0 };
    channels.set(id, found);
    return found;
  };
  const { messages, voice } = happenedOn(world, date);
  for (const one of messages) {
    for (const id of one.parentId === null ? [one.channelId] : [one.channelId, one.parentId]) {
      const channel = of(id);
      channel.messages += 1;
      channel.people.add(one.userId);
    }
  }
  for (const one of voice) of(one.channelId).voiceMs += one.activeMs + one.mutedMs + one.deafenedMs;
  return Object.fromEntries(
    [...channels].map(([id, { messages, people, voiceMs }]) => [id, { messages, posters: people.size, voiceMs }]),
  );
}

/** @param monday YYYY-MM-DD */
export function plainCohort(world: PlainWorld, monday: string) {
  const cohort = staysOf(world).filter(({ firstMs }) => {
    const on = dateOf(firstMs, world.timeZone);
    return on >= monday && on < addDays(monday, 7);
  });
  const beginOf = ({ firstMs }: Stay, day: number) => Math.floor(firstMs / HOUR) * HOUR + day * DAY;
  const stayed = (day: number) =>
    cohort.filter((stay) => stay.events.findLast((event) => event.atMs <= beginOf(stay, day))?.kind === 'join').length;
  const active = (from: number, to: number) =>
    cohort.filter((stay) => {
      const isIn = ({ userId, atMs }: { userId: string; atMs: number }) =>
        userId === stay.userId && atMs >= beginOf(stay, from) && atMs < beginOf(stay, to + 1);
      return activeOf({ messages: world.messages.filter(isIn), voice: world.voice.filter(isIn) }).size > 0;
    }).length;
  return {
    joined: cohort.length,
    stayedWeek1: stayed(7),
    activeWeek1: active(7, 13),
    stayedWeek4: stayed(28),
    activeWeek4: active(28, 34),
  };
}
