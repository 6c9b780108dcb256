import { FALLBACK_LOCALE, isPseudo } from './rules.ts';

/**
 * Numbers, times and lists as people of a locale write them. Formatters are costly to make, so each is made once.
 * A pseudo-locale formats as English does.
 */
const made = new Map<string, unknown>();

function once<T>(kind: string, locale: string, options: object, make: (locale: string) => T): T {
  const key = `${kind}|${locale}|${JSON.stringify(options)}`;
  const known = made.get(key);
  if (known !== undefined) return known as T;
  const formatter = make(isPseudo(locale) ? FALLBACK_LOCALE : locale);
  made.set(key, formatter);
  return formatter;
}

/** "1,234": exact. */
export function formatNumber(locale: string, value: number, options: Intl.NumberFormatOptions = {}): string {
  return once('number', locale, options, (name) => new Intl.NumberFormat(name, options)).format(value);
}

/** "€9.00" of 900 and "eur", "¥900" of 900 and "jpy": amounts are in the currency's smallest unit, as Stripe has them. */
export function formatMoney(locale: string, amount: number, currency: string): string {
  const options = { style: 'currency', currency } as const;
  const digits = new Intl.NumberFormat('en', options).resolvedOptions().maximumFractionDigits ?? 2;
  return formatNumber(locale, amount / 10 ** digits, options);
}

/** "1.2K": rounded, for first sight; keep the exact number one step away. */
export function formatCompact(locale: string, value: number): string {
  return formatNumber(locale, value, { notation: 'compact', maximumFractionDigits: 1 });
}

/** "12%" of a share between 0 and 1. */
export function formatShare(locale: string, share: number, digits = 0): string {
  return formatNumber(locale, share, { style: 'percent', maximumFractionDigits: digits });
}

/** "3 h 20 min", "45 sec": milliseconds of time spent, in the two largest units that are not zero. */
export function formatDuration(locale: string, milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  const parts: string[] = [];
  if (hours > 0) parts.push(unit(locale, hours, 'hour'));
  if (minutes > 0) parts.push(unit(locale, minutes, 'minute'));
  if (hours === 0 && (minutes === 0 || seconds % 60 !== 0)) parts.push(unit(locale, seconds % 60, 'second'));
  return parts.slice(0, 2).join(' ');
}

function unit(locale: string, value: number, name: 'hour' | 'minute' | 'second'): string {
  return formatNumber(locale, value, { style: 'unit', unit: name, unitDisplay: 'short' });
}

/** A moment or day in a time zone, "21 Nov 2026, 14:05" by default. */
export function formatTime(
  locale: string,
  at: number | Date,
  timeZone: string,
  options: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' },
): string {
  const whole = { ...options, timeZone };
  return once('time', locale, whole, (name) => new Intl.DateTimeFormat(name, whole)).format(at);
}

/**
 * "Oct 25 – Nov 21, 2026": from one calendar day to another, both as instants of UTC. Versions of ICU differ in the
 * width of the spaces around the dash; server and browser must write the same, so they are plain ones.
 */
export function formatDayRange(locale: string, fromMs: number, toMs: number): string {
  const key = `${locale} ${fromMs} ${toMs}`;
  const known = ranges.get(key);
  if (known !== undefined) return known;
  const options = { dateStyle: 'medium', timeZone: 'UTC' } as const;
  const range = once('time', locale, options, (name) => new Intl.DateTimeFormat(name, options));
  const words = range.formatRange(fromMs, toMs).replaceAll(/\s/g, ' ');
  if (ranges.size >= RANGES_KEPT) ranges.clear();
  ranges.set(key, words);
  return words;
}

/** A page says the same few ranges dozens of times, and each takes ICU longer than all else that a row says. */
const ranges = new Map<string, string>();
const RANGES_KEPT = 1_000;

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** "3 minutes ago", "in 2 days": the distance of `at` from `now`, in milliseconds since 1970. */
export function formatRelative(locale: string, at: number, now: number): string {
  const distance = at - now;
  const [name, size] = steps.find(([, milliseconds]) => Math.abs(distance) >= milliseconds) ?? ['second', 1_000];
  const options: Intl.RelativeTimeFormatOptions = { numeric: 'auto' };
  return once('relative', locale, options, (tag) => new Intl.RelativeTimeFormat(tag, options)).format(
    Math.trunc(distance / size),
    name,
  );
}

/** "a, b and c". */
export function formatList(locale: string, items: readonly string[]): string {
  const options: Intl.ListFormatOptions = { type: 'conjunction' };
  return once('list', locale, options, (tag) => new Intl.ListFormat(tag, options)).format(items);
}

/** "Germany" of DE, a region of ISO 3166-1. */
export function formatCountry(locale: string, code: string): string {
  return once('country', locale, {}, (name) => new Intl.DisplayNames(name, { type: 'region' })).of(code) ?? code;
}

/** As `sort` wants it: the order in which people of a locale look for names, the same on the server and in a browser. */
export function compareNames(locale: string, a: string, b: string): number {
  return once('names', locale, {}, (name) => new Intl.Collator(name)).compare(a, b);
}
