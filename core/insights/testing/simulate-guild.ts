import type { CohortRow, CohortWeek } from '#core/analytics/rules/cohorts.ts';
import type { DayTotals } from '#core/analytics/rules/totals.ts';
import { READ_WEEKS } from '../rules/find-facts.ts';
import type { GuildNumbers } from '../rules/guild-numbers.ts';

/** The same numbers for the same seed. Source: mulberry32. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What happened in a guild on a day, as it was, hour by hour; `seen` says which hours were observed. */
export interface RawDay {
  day: number;
  /** By channel and hour. */
  messages: number[][];
  voiceMs: number[];
  seen: boolean[];
  heard: boolean[];
  posters: number;
  activeWeek: number | null;
  joins: number;
  left: DayTotals['left'];
}

/** A guild of which everything is known. */
export interface RawGuild {
  seed: number;
  days: RawDay[];
  cohorts: { week: number; joined: number; week1: number; week4: number }[];
  notes: { id: string; day: number }[];
  channelIds: string[];
}

interface Character {
  /** Of all channels together on a day, about. */
  size: number;
  /** Growth in a week, as a factor. */
  trend: number;
  /** Chances in a week: of a jump of the level, of a burst on a day, of a hole, of a channel that sleeps or wakes. */
  jumps: number;
  bursts: number;
  holes: number;
  turns: number;
}

/** A guild over so many weeks, from a Monday on. */
export function simulateGuild(seed: number, weeks: number, character: Character): RawGuild {
  const random = randomOf(seed);
  const normal = () => Math.sqrt(-2 * Math.log(random() || 1e-9)) * Math.cos(2 * Math.PI * random());
  const poisson = (expected: number) => {
    if (expected > 30) return Math.max(0, Math.round(expected + Math.sqrt(expected) * normal()));
    let [count, product, limit] = [0, random(), Math.exp(-expected)];
    for (; product > limit; product *= random()) count += 1;
    return count;
  };
  const among = (of: number, chance: number) =>
    Array.from({ length: of }, () => random() < chance).filter(Boolean).length;
  // A Monday.
  const first = 20_000 - ((20_000 + 3) % 7);
  const channelIds = Array.from({ length: 6 }, (_, index) => `${900_000_000_000_000_000n + BigInt(seed * 10 + index)}`);
  const shares = channelIds.map((_, index) => 1 / (index + 1) ** 1.5);
  const total = shares.reduce((sum, one) => sum + one, 0);
  const awake = channelIds.map(() => true);
  const weekdays = Array.from({ length: 7 }, () => 0.7 + 0.6 * random());
  let peak = 12 + Math.floor(random() * 10);
  let level = 1;
  const days: RawDay[] = [];
  const notes: RawGuild['notes'] = [];
  const cohorts: RawGuild['cohorts'] = [];
  for (let week = 0; week < weeks; week += 1) {
    level *= character.trend;
    if (random() < character.jumps) level *= random() < 0.5 ? 0.5 : 1.9;
    if (random() < character.turns) {
      const turned = 1 + Math.floor(random() * (awake.length - 1));
      awake[turned] = !awake[turned];
    }
    if (random() < character.turns / 2) peak = 8 + Math.floor(random() * 14);
    const mood = Math.exp(0.08 * normal());
    const burst = random() < character.bursts ? Math.floor(random() * 7) : -1;
    const hole = random() < character.holes ? Math.floor(random() * 7) : -1;
    const holeHours = 2 + Math.floor(random() * 30);
    const deaf = random() < character.holes ? Math.floor(random() * 7) : -1;
    let joined = 0;
    for (let weekday = 0; weekday < 7; weekday += 1) {
      const day = first + week * 7 + weekday;
      const size = character.size * level * mood * (weekdays[weekday] ?? 1) * (weekday === burst ? 2.5 : 1);
      const profile = Array.from(
        { length: 24 },
        (_, hour) => Math.exp(-((((hour - peak + 36) % 24) - 12) ** 2) / 18) + 0.05,
      );
      const whole = profile.reduce((sum, one) => sum + one, 0);
      const isSeen = (hour: number) =>
        !(hole >= 0 && (weekday - hole) * 24 + hour >= 0 && (weekday - hole) * 24 + hour < holeHours);
      const joins = poisson(Math.max(0.2, size / 60) * (weekday === burst ? 2 : 1));
      joined += joins;
      const leaves = poisson(Math.max(0.15, size / 80));
      const firstDay = among(leaves, 0.25 + 0.25 * Math.sin(week / 5));
      if (random() < 0.05) notes.push({ id: `note-${seed}-${day}`, day });
      days.push({
        day,
        messages: shares.map((share, channel) =>
          profile.map((part, hour) =>
            awake[channel] && isSeen(hour) ? poisson((size * share * part) / total / whole) : 0,
          ),
        ),
        voiceMs: shares.map((share, channel) =>
          weekday === deaf
            ? 0
            : Math.round(((awake[channel] ? size * share : 0) / total) * 4 * 60_000 * Math.exp(0.3 * normal())),
        ),
        seen: Array.from({ length: 24 }, (_, hour) => isSeen(hour)),
        heard: Array.from({ length: 24 }, (_, hour) => weekday !== deaf && isSeen(hour)),
        posters: Math.round(size ** 0.7 * Math.exp(0.1 * normal())),
        activeWeek: hole >= 0 ? null : Math.round((character.size * level * mood) ** 0.8 * Math.exp(0.05 * normal())),
        joins,
        left: { firstDay, firstWeek: leaves - firstDay, firstMonth: 0, later: 0, unknown: 0 },
      });
      if (weekday === 6) {
        const chance = 0.25 + 0.2 * Math.sin(week / 7);
        cohorts.push({
          week: first + week * 7,
          joined,
          week1: among(joined, chance + 0.2),
          week4: among(joined, chance),
        });
      }
    }
  }
  return { seed, days, cohorts, notes, channelIds };
}

const shareOf = (hours: readonly boolean[]) => hours.filter(Boolean).length / 24;

/** What the product would hold of it, for a report of the week that ends with a day: as totals are made, holes and all. */
export function numbersOf(guild: RawGuild, toDay: number): GuildNumbers {
  const period = { fromDay: toDay - 6, toDay };
  const held = guild.days.filter(
    ({ day, seen, heard }) => day <= toDay && day > toDay - READ_WEEKS * 7 && (shareOf(seen) > 0 || shareOf(heard) > 0),
  );
  const weeks = Array.from({ length: 13 }, (_, back) =>
    guild.days.filter(({ day }) => day <= toDay - back * 7 && day > toDay - back * 7 - 7),
  );
  const total = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0);
  const hoursOf = (days: readonly RawDay[]) =>
    Array.from({ length: 7 }, (_, weekday) => {
      const same = days.filter(({ day, seen }) => (day + 3) % 7 === weekday && shareOf(seen) > 0);
      return Array.from({ length: 24 }, (_, hour) =>
        same.length === 0
          ? null
          : total(same.map(({ messages }) => total(messages.map((of) => of[hour] ?? 0)))) / same.length,
      );
    });
  return {
    period,
    days: held.map((raw) => ({
      ...{
        day: raw.day,
        messages: total(raw.messages.map(total)),
        posters: raw.posters,
        peak: null,
        active: raw.posters,
      },
      voice: { activeMs: total(raw.voiceMs), mutedMs: 0, deafenedMs: 0, aloneMs: 0 },
      ...{
        voiceUsers: 0,
        activeWeek: raw.activeWeek,
        activeMonth: null,
        newcomers: null,
        returned: null,
        lapsed: null,
      },
      ...{ regulars: null, joins: raw.joins, left: raw.left },
      observed: { messages: shareOf(raw.seen), voice: shareOf(raw.heard) },
    })),
    channels: guild.channelIds.map((id, index) => ({
      id,
      messages: weeks.map((days) => total(days.map(({ messages }) => total(messages[index] ?? [])))),
      voiceMs: weeks.map((days) => total(days.map(({ voiceMs }) => voiceMs[index] ?? 0))),
    })),
    hours: { now: hoursOf(weeks[0] ?? []), before: hoursOf(weeks.slice(1, 5).flat()) },
    cohorts: guild.cohorts
      .filter(({ week: monday }) => monday <= toDay)
      .map((one): CohortRow => {
        const told = (active: number, lastDay: number): CohortWeek =>
          one.week + 6 + lastDay > toDay
            ? { state: 'not-yet' }
            : one.joined < 10
              ? { state: 'few' }
              : { state: 'known', stayed: active, active };
        return {
          ...{ week: one.week, joined: one.joined < 10 ? null : one.joined },
          ...{ week1: told(one.week1, 13), week4: told(one.week4, 34) },
        };
      }),
    notes: guild.notes.filter(({ day }) => day >= period.fromDay && day <= toDay),
  };
}
