import { formatDuration, formatNumber, formatShare, formatTime } from '#core/i18n/format.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import type { Locale } from '#core/i18n/rules.ts';
import { type Fact, valueNames } from '../schema.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Averages below this have a digit behind the point. */
const EXACT_FROM = 20;

/** What stands in the place of ids: names as they are when somebody reads. */
export interface Names {
  channel(id: string): string;
  note(id: string): string;
}

/** A number of a fact as people of a locale write it. */
export function formatValue(locale: string, fact: Fact, name: (typeof valueNames)[number]): string {
  const value = fact.values[name] ?? 0;
  switch (name) {
    case 'change':
      return formatShare(locale, value);
    case 'share':
    case 'shareWas':
    case 'observed':
      // A share short of full never reads 100, one above nothing never reads 0.
      return formatShare(locale, value >= 1 || value <= 0 ? value : Math.min(0.99, Math.max(0.01, value)));
    case 'since':
      return formatTime(locale, value * DAY_MS, 'UTC', { day: 'numeric', month: 'long' });
    case 'day':
      return formatTime(locale, value * DAY_MS, 'UTC', { weekday: 'long', day: 'numeric', month: 'long' });
    case 'weekday':
      // Day 4 of 1970 was a Monday.
      return formatTime(locale, (value + 4) * DAY_MS, 'UTC', { weekday: 'long' });
    case 'hour':
    case 'hourWas':
      return formatTime(locale, value * HOUR_MS, 'UTC', { hourCycle: 'h23', hour: '2-digit', minute: '2-digit' });
    default:
      return fact.measure === 'voice' && (name === 'now' || name === 'was' || name === 'low' || name === 'high')
        ? formatDuration(locale, Math.round(value / MINUTE_MS) * MINUTE_MS)
        : formatNumber(locale, value, { maximumFractionDigits: value < EXACT_FROM ? 1 : 0 });
  }
}

/** What a fact is about, in words: "Messages in #general". */
export function nameSubject(fact: Fact, locale: Locale, names: Names): string {
  const { t } = speakerOf(locale);
  return fact.channelId === null
    ? t(`insights:what.${fact.measure}`)
    : t(`insights:in.${fact.measure === 'voice' ? 'voice' : 'messages'}`, { channel: names.channel(fact.channelId) });
}

/** The sentence that rules make of a fact. */
export function sayFact(fact: Fact, locale: Locale, names: Names): string {
  const { t } = speakerOf(locale);
  const told = Object.fromEntries(
    valueNames
      .filter((name) => fact.values[name] !== undefined)
      .map((name) => [name, formatValue(locale, fact, name)] as const),
  );
  const words = {
    ...told,
    what: nameSubject(fact, locale, names),
    channel: fact.channelId === null ? '' : names.channel(fact.channelId),
    note: fact.noteId === null ? '' : names.note(fact.noteId),
  };
  const { kind } = fact;
  switch (kind) {
    case 'change':
    case 'unusual':
    case 'shift':
    case 'leavers':
    case 'week1':
    case 'week4':
    case 'day':
      return t(`insights:said.${kind}.${fact.direction ?? 'up'}`, words);
    case 'note':
      return t(`insights:said.note.${fact.direction ?? 'same'}`, words);
    case 'hole':
      return t(`insights:said.hole.${fact.measure === 'voice' ? 'voice' : 'messages'}`, words);
    default:
      return t(`insights:said.${kind}`, words);
  }
}
