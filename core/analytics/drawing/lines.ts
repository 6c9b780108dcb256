import { type AxisLabel, drawAxisLabels, drawGap, drawGrid, drawNotes, drawTicks, type Stretch } from './bars.ts';
import { type Ink, MARGIN_TOP, type Mark } from './marks.ts';
import { valueScale } from './scale.ts';

export interface LineSeries {
  key: string;
  /** Stands at the end of the line. */
  name: string;
  ink: Extract<Ink, 'line-strong' | 'line-mid' | 'line-thin'>;
  /** Null where it is not known: the line is broken there. */
  values: readonly (number | null)[];
}

export interface LinesDrawing {
  series: readonly LineSeries[];
  gaps: readonly Stretch[];
  labels: readonly AxisLabel[];
  notes?: readonly number[];
  height: number;
  formatTick: (value: number) => string;
  words: { unknown: string };
}

/** Less than this between two names and they would lie on each other, in pixels. */
const NAME_HEIGHT = 15;

/** Lines over one scale from zero, each named at its end. */
export function drawLines(drawing: LinesDrawing): Mark[] {
  const { series, height } = drawing;
  const count = Math.max(1, ...series.map(({ values }) => values.length));
  const scale = valueScale(
    Math.max(0, ...series.flatMap(({ values }) => values.map((value) => value ?? 0))),
    height,
    null,
  );
  const floor = MARGIN_TOP + height;
  const at = (index: number, value: number) => ({
    x: (index + 0.5) / count,
    y: Math.round((floor - scale.heightOf(value)) * 10) / 10,
  });
  return [
    ...drawGrid(scale, floor),
    ...drawing.gaps.flatMap((gap) => drawGap(gap, { height, words: { ghost: '', unknown: drawing.words.unknown } })),
    ...drawTicks(scale, floor, { formatTick: drawing.formatTick, gutter: true }),
    { kind: 'line', key: 'base', ink: 'base', y: floor },
    ...drawNotes(drawing.notes ?? [], count, floor),
    ...series.map(({ key, ink, values }): Mark => ({ kind: 'run', key: `line-${key}`, ink, runs: runsOf(values, at) })),
    ...nameLines(series, at),
    ...drawAxisLabels(drawing.labels, count, floor),
  ];
}

type Place = (index: number, value: number) => { x: number; y: number };

function runsOf(values: readonly (number | null)[], at: Place): { x: number; y: number }[][] {
  const runs: { x: number; y: number }[][] = [];
  let open: { x: number; y: number }[] | null = null;
  values.forEach((value, index) => {
    if (value === null) {
      open = null;
      return;
    }
    if (!open) {
      open = [];
      runs.push(open);
    }
    open.push(at(index, value));
  });
  // A single known point between unknown ones is a short level line, or it would not be seen.
  return runs.map((run) => {
    const [only, ...more] = run;
    if (!only || more.length > 0) return run;
    const half = 0.3 / values.length;
    return [
      { x: only.x - half, y: only.y },
      { x: only.x + half, y: only.y },
    ];
  });
}

/** Above the last known point of each line, moved apart where they would touch. */
function nameLines(series: readonly LineSeries[], at: Place): Mark[] {
  const ends = series.flatMap(({ key, name, values }) => {
    const index = values.findLastIndex((value) => value !== null);
    const value = values[index];
    return index >= 0 && value != null ? [{ key, name, ...at(index, value) }] : [];
  });
  ends.sort((a, b) => b.y - a.y);
  let free = Number.POSITIVE_INFINITY;
  return ends.map(({ key, name, x, y }) => {
    const line = Math.min(y - 7, free);
    free = line - NAME_HEIGHT;
    return {
      kind: 'text',
      key: `name-${key}`,
      x: x > 0.5 ? Math.min(1, x + 0.02) : x,
      y: line,
      anchor: x > 0.5 ? 'end' : 'start',
      ink: 'value',
      text: name,
      halo: true,
    };
  });
}
