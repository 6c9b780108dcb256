import { MARKED_UNDER, type VoiceParts, voiceTotalMs } from '../rules.ts';
import type { Tenure } from './membership.ts';
import type { Period } from './period.ts';

/** What is kept of a guild's calendar day. Plain JSON; names nobody. */
export interface DayTotals {
  /** Days since 1970, in the time zone the guild had then. */
  day: number;
  messages: number;
  posters: number;
  voice: VoiceParts & { aloneMs: number };
  voiceUsers: number;
  /** Most people at once in voice; null where nobody was seen in voice. */
  peak: number | null;
  /** Different people active on the day, and over the 7 days and the 30 UTC days that end with it; null where unknown. */
  active: number;
  activeWeek: number | null;
  activeMonth: number | null;
  newcomers: number | null;
  returned: number | null;
  lapsed: number | null;
  regulars: number | null;
  joins: number;
  left: Record<Tenure, number>;
  /** Observed shares of the day, 0 to 1. */
  observed: { messages: number; voice: number };
}

/** Days of a guild with the messages and voice time of chosen channels alone; counts of people stay the guild's. */
export function onlyChannels(
  days: readonly DayTotals[],
  channelDays: readonly (VoiceParts & { day: number; messages: number; peak: number | null })[],
): DayTotals[] {
  const byDay = new Map(channelDays.map((one) => [one.day, one]));
  return days.map((day) => {
    const { messages = 0, activeMs = 0, mutedMs = 0, deafenedMs = 0, peak = null } = byDay.get(day.day) ?? {};
    return { ...day, messages, voice: { activeMs, mutedMs, deafenedMs, aloneMs: 0 }, peak };
  });
}

/** What a period comes to. People are averages of a day, never sums: the same person comes on many days. */
export interface PeriodTotals {
  messages: number;
  voiceMs: number;
  joins: number;
  leaves: number;
  /** Average over the days that were observed; null where none was. */
  activeADay: number | null;
  postersADay: number | null;
  voiceUsersADay: number | null;
  /** Most people at once in voice. */
  peak: number | null;
  /** Of the voice time, its parts; and what was spent alone, which is none of it. */
  voice: VoiceParts & { aloneMs: number };
  /** Different people over the 7 days and the 30 UTC days that end with the last day of which it is known. */
  activeWeek: number | null;
  activeMonth: number | null;
  left: Record<Tenure, number>;
  /** Observed shares of the whole period: a day without totals was not observed. */
  observed: { messages: number; voice: number };
}

export function leavesOf({ left }: Pick<DayTotals, 'left'>): number {
  return left.firstDay + left.firstWeek + left.firstMonth + left.later + left.unknown;
}

/** @param days of the guild, in any order; those outside of the period are left out. */
export function sumUp(period: Period, days: readonly DayTotals[]): PeriodTotals {
  const inside = days.filter(({ day }) => day >= period.fromDay && day <= period.toDay);
  const length = period.toDay - period.fromDay + 1;
  const sum = (value: (day: DayTotals) => number) => inside.reduce((total, day) => total + value(day), 0);
  const known = inside.filter((day) => day.observed.messages > 0).length;
  const average = (value: (day: DayTotals) => number) => (known === 0 ? null : sum(value) / known);
  const peaks = inside.flatMap((day) => day.peak ?? []);
  const ordered = [...inside].sort((a, b) => a.day - b.day);
  const last = (value: (day: DayTotals) => number | null) => ordered.flatMap((day) => value(day) ?? []).at(-1) ?? null;
  return {
    messages: sum((day) => day.messages),
    voiceMs: sum((day) => voiceTotalMs(day.voice)),
    joins: sum((day) => day.joins),
    leaves: sum(leavesOf),
    activeADay: average((day) => day.active),
    postersADay: average((day) => day.posters),
    voiceUsersADay: average((day) => day.voiceUsers),
    peak: peaks.length === 0 ? null : Math.max(...peaks),
    voice: {
      activeMs: sum(({ voice }) => voice.activeMs),
      mutedMs: sum(({ voice }) => voice.mutedMs),
      deafenedMs: sum(({ voice }) => voice.deafenedMs),
      aloneMs: sum(({ voice }) => voice.aloneMs),
    },
    activeWeek: last((day) => day.activeWeek),
    activeMonth: last((day) => day.activeMonth),
    left: {
      firstDay: sum(({ left }) => left.firstDay),
      firstWeek: sum(({ left }) => left.firstWeek),
      firstMonth: sum(({ left }) => left.firstMonth),
      later: sum(({ left }) => left.later),
      unknown: sum(({ left }) => left.unknown),
    },
    observed: {
      messages: sum((day) => day.observed.messages) / length,
      voice: sum((day) => day.observed.voice) / length,
    },
  };
}

/** Whether a measure of two periods may be compared: enough of both was observed. */
export function mayCompare(a: PeriodTotals, b: PeriodTotals, measure: 'messages' | 'voice'): boolean {
  return a.observed[measure] >= MARKED_UNDER && b.observed[measure] >= MARKED_UNDER;
}
