import type { DefinitionKey } from '../rules.ts';
import { voiceTotalMs } from '../rules.ts';
import type { DayValue, Gathering } from './series.ts';
import { type DayTotals, leavesOf } from './totals.ts';

/** Charts of a guild's days: how each is made from the totals, and which part of the coverage it rests on. */
export interface DayChart {
  value: (day: DayTotals) => number | null;
  parts?: (day: DayTotals) => number[];
  gathering: Gathering;
  rests: 'messages' | 'voice' | 'both';
  unit: 'count' | 'duration';
  definition: DefinitionKey;
}

export const chartKeys = [
  'messages',
  'posters',
  'voice',
  'voiceUsers',
  'peak',
  'active',
  'activeWeek',
  'activeMonth',
  'newcomers',
  'returned',
  'lapsed',
  'regulars',
  'joins',
  'leaves',
] as const;
export type ChartKey = (typeof chartKeys)[number];

const people = { gathering: 'last', rests: 'both', unit: 'count' } as const;

export const dayCharts: Readonly<Record<ChartKey, DayChart>> = {
  messages: {
    value: (day) => day.messages,
    gathering: 'sum',
    rests: 'messages',
    unit: 'count',
    definition: 'message',
  },
  posters: { value: (day) => day.posters, gathering: 'mean', rests: 'messages', unit: 'count', definition: 'poster' },
  voice: {
    value: (day) => voiceTotalMs(day.voice),
    parts: ({ voice }) => [voice.activeMs, voice.mutedMs, voice.deafenedMs],
    gathering: 'sum',
    rests: 'voice',
    unit: 'duration',
    definition: 'voice',
  },
  voiceUsers: {
    value: (day) => day.voiceUsers,
    gathering: 'mean',
    rests: 'voice',
    unit: 'count',
    definition: 'voiceUser',
  },
  peak: { value: (day) => day.peak ?? 0, gathering: 'max', rests: 'voice', unit: 'count', definition: 'peak' },
  active: { value: (day) => day.active, gathering: 'mean', rests: 'both', unit: 'count', definition: 'active' },
  activeWeek: { ...people, value: (day) => day.activeWeek, definition: 'activeWeek' },
  activeMonth: { ...people, value: (day) => day.activeMonth, definition: 'activeMonth' },
  newcomers: { ...people, value: (day) => day.newcomers, definition: 'newcomer' },
  returned: { ...people, value: (day) => day.returned, definition: 'returned' },
  lapsed: { ...people, value: (day) => day.lapsed, definition: 'lapsed' },
  regulars: { ...people, value: (day) => day.regulars, definition: 'regular' },
  joins: { value: (day) => day.joins, gathering: 'sum', rests: 'messages', unit: 'count', definition: 'join' },
  leaves: { value: leavesOf, gathering: 'sum', rests: 'messages', unit: 'count', definition: 'leave' },
};

/** The values of a chart, for `makeSeries`. */
export function dayValues(days: readonly DayTotals[], chart: DayChart): DayValue[] {
  return days.map((day) => ({
    day: day.day,
    value: chart.value(day),
    observed: chart.rests === 'both' ? Math.min(day.observed.messages, day.observed.voice) : day.observed[chart.rests],
    ...(chart.parts ? { parts: chart.parts(day) } : {}),
  }));
}
