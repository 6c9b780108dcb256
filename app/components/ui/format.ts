import {
  compareNames,
  formatCompact,
  formatCountry,
  formatDayRange,
  formatDuration,
  formatMoney,
  formatNumber,
  formatShare,
  formatTime,
} from '#core/i18n/format.ts';

const DAY_MS = 86_400_000;

/**
 * Numbers, times and durations in the reader's language. Time zones are always given, never the machine's own: the
 * server and the browser must write the same words.
 */
export function createFormat(locale: string) {
  return {
    /** Exact. */
    count: (value: number) => formatNumber(locale, value),
    /** At first sight: exact up to five digits, rounded beyond. */
    glance: (value: number) => (Math.abs(value) < 100_000 ? formatNumber(locale, value) : formatCompact(locale, value)),
    /** Whole percent; a share short of full never reads 100, one above nothing never reads 0. */
    percent: (share: number) =>
      formatShare(locale, share >= 1 || share <= 0 ? Math.round(share) : Math.min(0.99, Math.max(0.01, share))),
    /** "+12%", "-3%", "0%": a change against what was before. */
    change: (today: number, before: number) =>
      formatNumber(locale, before === 0 ? 0 : (today - before) / before, {
        style: 'percent',
        maximumFractionDigits: 0,
        signDisplay: 'exceptZero',
      }),
    /** €9.00 */
    money: (amount: number, currency: string) => formatMoney(locale, amount, currency),
    /** $0.00042: what a model costs is less than a cent. */
    dollars: (amount: number) =>
      formatNumber(locale, amount, {
        style: 'currency',
        currency: 'USD',
        minimumFractionDigits: 2,
        maximumFractionDigits: Math.abs(amount) < 1 ? 6 : 2,
      }),
    duration: (ms: number) => formatDuration(locale, ms),
    /** 1.5 hr, 20 min: short enough for the margin of a chart. */
    durationTick: (ms: number) =>
      ms < 3_600_000
        ? formatDuration(locale, ms)
        : formatNumber(locale, ms / 3_600_000, {
            style: 'unit',
            unit: 'hour',
            unitDisplay: 'short',
            notation: ms < 36_000_000_000 ? 'standard' : 'compact',
            maximumFractionDigits: 1,
          }),
    /** For machines: 3.4 ms, 1,204 ms, 1 min 34 sec. */
    milliseconds: (ms: number) =>
      ms < 10_000
        ? formatNumber(locale, ms, {
            style: 'unit',
            unit: 'millisecond',
            unitDisplay: 'short',
            maximumFractionDigits: ms < 10 ? 1 : 0,
          })
        : formatDuration(locale, ms),
    /** 12.5%, 3 hr, 20 min: exact to a tenth. */
    measured: (value: number, unit: 'percent' | 'hour' | 'minute') =>
      formatNumber(locale, value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }),
    megabytes: (bytes: number) =>
      formatNumber(locale, bytes / 1_000_000, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 0 }),
    kilobytes: (bytes: number) =>
      formatNumber(locale, bytes / 1_000, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 }),
    /** 14:02 */
    time: (ms: number, timeZone: string) =>
      formatTime(locale, ms, timeZone, { hourCycle: 'h23', hour: '2-digit', minute: '2-digit' }),
    /** 14:02:31 */
    timeExact: (ms: number, timeZone: string) =>
      formatTime(locale, ms, timeZone, { hourCycle: 'h23', hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    /** Saturday, November 21 */
    day: (ms: number, timeZone: string) =>
      formatTime(locale, ms, timeZone, { weekday: 'long', day: 'numeric', month: 'long' }),
    /** Nov 21, 2026, 14:02 */
    moment: (ms: number, timeZone: string) =>
      formatTime(locale, ms, timeZone, {
        hourCycle: 'h23',
        year: 'numeric',
        month: 'short',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
      }),
    /** Nov 21, 2026 */
    date: (ms: number, timeZone: string) => formatTime(locale, ms, timeZone, { dateStyle: 'medium' }),
    /** Tuesday, November 3: of a calendar day, in days since 1970. */
    dayName: (day: number) =>
      formatTime(locale, day * DAY_MS, 'UTC', { weekday: 'long', day: 'numeric', month: 'long' }),
    /** Nov 3 */
    dayShort: (day: number) => formatTime(locale, day * DAY_MS, 'UTC', { day: 'numeric', month: 'short' }),
    /** Nov 2026 */
    monthShort: (day: number) => formatTime(locale, day * DAY_MS, 'UTC', { month: 'short', year: 'numeric' }),
    /** Oct 25 – Nov 21, 2026 */
    days: (fromDay: number, toDay: number) => formatDayRange(locale, fromDay * DAY_MS, toDay * DAY_MS),
    /** Mon to Sun. */
    weekdays: () =>
      Array.from({ length: 7 }, (_, index) =>
        // Day 4 of 1970 was a Monday.
        formatTime(locale, (index + 4) * DAY_MS, 'UTC', { weekday: 'short' }),
      ),
    /** Monday to Sunday. */
    weekdaysLong: () =>
      Array.from({ length: 7 }, (_, index) => formatTime(locale, (index + 4) * DAY_MS, 'UTC', { weekday: 'long' })),
    /** 14:00 of an hour of the day. */
    hour: (hour: number) =>
      formatTime(locale, hour * 3_600_000, 'UTC', { hourCycle: 'h23', hour: '2-digit', minute: '2-digit' }),
    /** +12 or -3. */
    signed: (value: number) => formatNumber(locale, value, { signDisplay: 'exceptZero' }),
    /** Germany, of DE. */
    country: (code: string) => formatCountry(locale, code),
    /** The order of names in a list. */
    compare: (a: string, b: string) => compareNames(locale, a, b),
    /** Europe/Berlin, as people write it. */
    zone: (timeZone: string) => timeZone.replaceAll('_', ' '),
  };
}

export type Format = ReturnType<typeof createFormat>;
