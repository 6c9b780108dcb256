import { expect, test } from 'vitest';
import { dayCharts, dayValues } from '#core/analytics/rules/charts.ts';
import { makeSeries } from '#core/analytics/rules/series.ts';
import { type DayTotals, sumUp } from '#core/analytics/rules/totals.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import { daysCsv } from './days-csv.server.ts';
import { daysPicture } from './days-picture.server.ts';
import type { PeriodData } from './props.ts';

const DAY = Date.parse('2026-03-14') / 86_400_000;
const totals = (day: number, changes: Partial<DayTotals> = {}): DayTotals => ({
  day,
  messages: 10,
  posters: 3,
  voice: { activeMs: 61_000, mutedMs: 2_000, deafenedMs: 0, aloneMs: 500 },
  voiceUsers: 2,
  peak: 4,
  active: 5,
  activeWeek: 9,
  activeMonth: null,
  newcomers: null,
  returned: 1,
  lapsed: 0,
  regulars: 2,
  joins: 7,
  left: { firstDay: 1, firstWeek: 1, firstMonth: 0, later: 0, unknown: 1 },
  observed: { messages: 1, voice: 0.5 },
  ...changes,
});

test('the CSV has a line a day; what is not known is empty, what was nothing is zero', () => {
  const days = [totals(DAY), totals(DAY + 2, { messages: 0 })];
  const lines = daysCsv({ fromDay: DAY, toDay: DAY + 2 }, days, ['messages', 'voice', 'activeMonth', 'leaves']).split(
    '\r\n',
  );
  expect(lines).toEqual([
    'date,messages,voice_seconds,active_30_days,leaves,observed_share_messages,observed_share_voice',
    '2026-03-14,10,63,,3,1.000,0.500',
    '2026-03-15,,,,,0.000,0.000',
    '2026-03-16,0,63,,3,1.000,0.500',
    '',
  ]);
});

test.each(['messages', 'voice', 'activeLines'] as const)(
  'the picture of %s stands alone, and names the period',
  (chart) => {
    const days = [totals(DAY), totals(DAY + 1)];
    const period = { fromDay: DAY, toDay: DAY + 1 };
    const keys = ['messages', 'voice', 'active', 'activeWeek', 'activeMonth'] as const;
    const data: PeriodData = {
      guild: { id: '1', name: '</title><script>alert(1)</script> & co' },
      timeZone: 'Europe/Berlin',
      premium: true,
      staff: false,
      period,
      before: { fromDay: DAY - 2, toDay: DAY - 1 },
      today: DAY + 2,
      sinceDay: DAY,
      days: null,
      channel: { id: '5', name: 'general' },
      annotations: [{ id: '1', day: DAY, text: 'Release' }],
      totals: sumUp(period, days),
      totalsBefore: sumUp({ fromDay: DAY - 2, toDay: DAY - 1 }, days),
      charts: Object.fromEntries(
        keys.map((key) => [key, makeSeries(period, dayValues(days, dayCharts[key]), dayCharts[key].gathering)]),
      ),
    };
    const svg = daysPicture(data, chart, speakerOf('en'));
    expect(svg).not.toMatch(/class=|style=|<script|href=|NaN|undefined/);
    expect(svg).toContain('&lt;script&gt;');
    expect(svg).toContain('general · Mar 14 – 15, 2026 · Europe/Berlin time');
    expect(svg).toContain(chart === 'messages' ? '100% observed' : '50% observed');
  },
);
