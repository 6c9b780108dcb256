import type { i18n } from 'i18next';
import type { RecentTotals } from '#core/analytics/get-recent-totals.server.ts';
import type { Period } from '#core/analytics/rules/period.ts';
import { mayCompare } from '#core/analytics/rules/totals.ts';
import { formatDayRange, formatDuration, formatNumber, formatShare } from '#core/i18n/format.ts';
import type { Locale } from '#core/i18n/rules.ts';
import type { Measure } from './draw-report.ts';

const DAY_MS = 86_400_000;

/** In which words. */
export interface Speaking {
  t: i18n['t'];
  locale: Locale;
}

export function lines(...all: readonly (string | null)[]): string {
  return all.filter((line) => line !== null).join('\n');
}

/** A calendar day as an instant of UTC. */
export function dayMs(day: number): number {
  return day * DAY_MS;
}

export function rangeOf({ fromDay, toDay }: Period, { locale }: Pick<Speaking, 'locale'>): string {
  return formatDayRange(locale, dayMs(fromDay), dayMs(toDay));
}

export function writeValue(measure: Measure, value: number, locale: string): string {
  return measure === 'voice' ? formatDuration(locale, value) : formatNumber(locale, Math.round(value));
}

/** One figure, beside the period before where enough of both was observed. */
export function figureLine({ period, now, before }: RecentTotals, measure: Measure, { t, locale }: Speaking): string {
  const value = { messages: now.messages, voice: now.voiceMs, people: now.activeADay }[measure];
  const earlier = { messages: before.messages, voice: before.voiceMs, people: before.activeADay }[measure];
  const rests = measure === 'people' ? (['messages', 'voice'] as const) : ([measure] as const);
  const figure = t(`reports:figure.${measure}`, {
    value: value === null ? t('reports:picture.unknown') : writeValue(measure, value, locale),
  });
  if (value === null || !earlier || !rests.every((one) => mayCompare(now, before, one))) return figure;
  const count = period.toDay - period.fromDay + 1;
  const difference = Math.round((value / earlier - 1) * 100);
  const direction = difference > 0 ? 'more' : difference < 0 ? 'less' : 'same';
  const share = formatShare(locale, Math.abs(difference) / 100);
  return t('reports:line', { figure, change: t(`reports:change.${direction}`, { count, share }) });
}

/** What was not observed; null where everything was. */
export function observedLine(
  { messages, voice }: { messages: number; voice: number },
  { t, locale }: Speaking,
): string | null {
  if (messages >= 1 && voice >= 1) return null;
  const shares = { messages: writeShare(messages, locale), voice: writeShare(voice, locale) };
  return t('reports:coverage', shares);
}

/** Rounded down: 99.96 % must not read as everything. */
export function writeShare(share: number, locale: string): string {
  return formatShare(locale, Math.floor(share * 1_000) / 1_000, 1);
}
