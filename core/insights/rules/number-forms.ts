import { formatNumber, formatShare, formatTime } from '#core/i18n/format.ts';
import type { Locale } from '#core/i18n/rules.ts';
import { type Fact, type ValueName, valueNames } from '../schema.ts';
import type { Lexicon } from './lexicon/lexicon.ts';
import { formatValue } from './say-fact.ts';

const DAY_MS = 86_400_000;

/** A number of a fact as it may stand in a sentence. */
export interface NumberForm {
  /** As `plainText` leaves it. */
  text: string;
  name: ValueName;
  fact: Fact;
  /** What has to follow, where the number alone would say something else. */
  before: RegExp | null;
}

/** One way of writing for all: digits, spaces and signs of any script as ASCII, in lower case. */
export const plainText = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\s\u2000-\u200a\u202f\u2060]+/gu, ' ')
    .replace(/[’‘ʼ]/g, "'")
    .replace(/[‐‑‒–—−]/g, '-')
    .toLowerCase();

/** Every way in which the numbers of a fact may be written, in a language. */
export function numberForms(fact: Fact, locale: Locale, lexicon: Lexicon): NumberForm[] {
  const weeks = new RegExp(`^ ?(?:[\\p{L}]+ ){0,3}?(?:${lexicon.weeks})`, 'u');
  return valueNames.flatMap((name) => {
    const value = fact.values[name];
    if (value === undefined) return [];
    const texts = new Set([formatValue(locale, fact, name), ...otherForms(locale, fact, name, value)].map(plainText));
    return [...texts].map((text) => ({ text, name, fact, before: name === 'weeks' ? weeks : null }));
  });
}

function otherForms(locale: Locale, fact: Fact, name: ValueName, value: number): string[] {
  switch (name) {
    case 'change':
    case 'share':
    case 'shareWas':
      return [formatShare(locale, value, 1)];
    case 'day':
      return [formatTime(locale, value * DAY_MS, 'UTC', { day: 'numeric', month: 'long' })];
    case 'since':
      return [formatTime(locale, value * DAY_MS, 'UTC', { weekday: 'long', day: 'numeric', month: 'long' })];
    case 'weekday':
    case 'hour':
    case 'hourWas':
      return [];
    default:
      return fact.measure === 'voice'
        ? []
        : [formatNumber(locale, value, { maximumFractionDigits: 0, useGrouping: false })];
  }
}
