import type { Mark } from './marks.ts';

/** Pixels: of a row of the week, and of the words above the rows. */
const ROW = 24;
const HEAD = 18;
/** Share of the width that names the days. */
const NAMES = 0.08;

export interface HeatDrawing {
  /** Seven days, Monday first, of 24 hours; null where nothing is known. */
  week: readonly (readonly (number | null)[])[];
  /** Short names, Monday first. */
  dayNames: readonly string[];
  hourName: (hour: number) => string;
}

export const HEAT_HEIGHT = HEAD + 7 * ROW;

/** Where a cell lies, so that it can be pointed at. */
export function heatCell(day: number, hour: number): { x: number; width: number; y: number; height: number } {
  const width = (1 - NAMES) / 24;
  return { x: NAMES + hour * width, width, y: HEAD + day * ROW, height: ROW };
}

/** The hours of a week: the more, the stronger. Unknown is hatched. */
export function drawHeat({ week, dayNames, hourName }: HeatDrawing): Mark[] {
  const highest = Math.max(0, ...week.flat().map((value) => value ?? 0));
  const hours = Array.from({ length: 8 }, (_, index) => index * 3);
  return [
    ...hours.map(
      (hour): Mark => ({
        kind: 'text',
        key: `hour-${hour}`,
        x: heatCell(0, hour).x,
        y: HEAD - 6,
        anchor: 'start',
        ink: 'label',
        text: hourName(hour),
        ...(hour % 6 === 0 ? {} : { wideOnly: true }),
      }),
    ),
    ...dayNames.map(
      (text, day): Mark => ({
        kind: 'text',
        key: `day-${day}`,
        x: 0,
        y: HEAD + day * ROW + ROW / 2 + 4,
        anchor: 'start',
        ink: 'label',
        text,
      }),
    ),
    ...week.flatMap((values, day) =>
      values.map((value, hour): Mark => {
        const { x, y, width, height } = heatCell(day, hour);
        const known = value !== null;
        return {
          kind: 'rect',
          key: `cell-${day}-${hour}`,
          x: x + width * 0.04,
          width: width * 0.92,
          y: y + 1,
          height: height - 2,
          ink: known ? 'bar' : 'hatch',
          ...(known ? { strength: strengthOf(value, highest) } : {}),
        };
      }),
    ),
  ];
}

/** Even the quietest hour is seen; equal steps of the value are equal steps of strength. */
function strengthOf(value: number, highest: number): number {
  if (value === 0 || highest === 0) return 0.05;
  return Math.round((0.12 + 0.88 * (value / highest)) * 100) / 100;
}
