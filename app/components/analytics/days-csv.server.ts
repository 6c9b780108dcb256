import { type ChartKey, dayCharts } from '#core/analytics/rules/charts.ts';
import { dateOfDay, type Period } from '#core/analytics/rules/period.ts';
import type { DayTotals } from '#core/analytics/rules/totals.ts';

const columns: Readonly<Record<ChartKey, string>> = {
  messages: 'messages',
  posters: 'posters',
  voice: 'voice_seconds',
  voiceUsers: 'voice_users',
  peak: 'voice_peak',
  active: 'active',
  activeWeek: 'active_7_days',
  activeMonth: 'active_30_days',
  newcomers: 'newcomers',
  returned: 'returned',
  lapsed: 'lapsed',
  regulars: 'regulars',
  joins: 'joins',
  leaves: 'leaves',
};

/**
 * A line a day, oldest first, for a spreadsheet or a program: one name a column whatever the language, numbers plain.
 * What is not known is an empty field, not a zero. Source of the format: RFC 4180.
 */
export function daysCsv({ fromDay, toDay }: Period, days: readonly DayTotals[], keys: readonly ChartKey[]): string {
  const byDay = new Map(days.map((day) => [day.day, day]));
  const lines = Array.from({ length: toDay - fromDay + 1 }, (_, index) => {
    const day = byDay.get(fromDay + index);
    const value = (key: ChartKey) => {
      const known = day ? dayCharts[key].value(day) : null;
      if (known === null) return '';
      return dayCharts[key].unit === 'duration' ? Math.round(known / 1_000) : known;
    };
    const { messages = 0, voice = 0 } = day?.observed ?? {};
    return [dateOfDay(fromDay + index), ...keys.map(value), messages.toFixed(3), voice.toFixed(3)].join(',');
  });
  const head = ['date', ...keys.map((key) => columns[key]), 'observed_share_messages', 'observed_share_voice'];
  return `${[head.join(','), ...lines].join('\r\n')}\r\n`;
}
