import { anchorAt, MARGIN_TOP, type Mark } from './marks.ts';
import { type ValueScale, valueScale } from './scale.ts';

/** One bar: an hour, a day, a week or a month. */
export interface BarPoint {
  state: 'past' | 'now' | 'to-come';
  value: number;
  /** The same place of the period before; null where it is not known. */
  before: number | null;
  /** Observed share of what has passed of it, 0 to 1. */
  observed: number;
  /** What the bar is made of, from the floor up: at most three, whose sum is the value. */
  parts?: readonly number[] | undefined;
}

/** Words below the axis. */
export interface AxisLabel {
  index: number;
  text: string;
  strong?: boolean;
  wideOnly?: boolean;
}

/** A stretch in which nothing is known: shares of the width, 0 to 1. */
export interface Stretch {
  from: number;
  to: number;
}

export interface BarsDrawing {
  points: readonly BarPoint[];
  gaps: readonly Stretch[];
  labels: readonly AxisLabel[];
  /** Points that somebody wrote a note beside. */
  notes?: readonly number[];
  /** Pixels between the floor and the highest tick. */
  height: number;
  /** Of time: ticks then fall on round hours or minutes. */
  roundTo: readonly number[] | null;
  formatTick: (value: number) => string;
  /** Of the number that the highest bar carries; as the ticks where absent. */
  formatValue?: (value: number) => string;
  /** The scale is named in the margin left of the chart. */
  gutter?: boolean;
  words: { ghost: string; unknown: string };
}

const partInks = ['bar', 'bar-mid', 'bar-low'] as const;
const round = (value: number) => Math.round(value * 10) / 10;

/** Bars from zero, the period before as an outline, unknown time hatched where it lies. */
export function drawBars(drawing: BarsDrawing): Mark[] {
  const { points, height } = drawing;
  const highest = Math.max(0, ...points.map((point) => Math.max(point.value, point.before ?? 0)));
  const scale = valueScale(highest, height, drawing.roundTo);
  const floor = MARGIN_TOP + height;
  const labelled = labelledBars(points);
  const numbered = labelled.map((index) => (index + 0.5) / points.length);
  return [
    ...drawGrid(scale, floor),
    ...drawing.gaps.flatMap((gap) => drawGap(gap, drawing, numbered)),
    ...drawTicks(scale, floor, drawing),
    ...points.flatMap((point, index) => drawBar(point, index, points.length, scale, floor)),
    ...drawGhost(points, scale, floor),
    { kind: 'line', key: 'base', ink: 'base', y: floor },
    ...drawNotes(drawing.notes ?? [], points.length, floor),
    ...nameGhost(drawing, scale, floor),
    ...labelled.flatMap((index) => labelBar(drawing, index, scale, floor)),
    ...drawAxisLabels(drawing.labels, points.length, floor),
  ];
}

export function drawGrid({ ticks, heightOf }: ValueScale, floor: number): Mark[] {
  return ticks.map((tick) => ({ kind: 'line', key: `grid-${tick}`, ink: 'grid', y: floor - heightOf(tick) }));
}

/** Above their lines at the start of the chart, or in the margin left of it, where bars cannot cover them. */
export function drawTicks(
  { ticks, heightOf }: ValueScale,
  floor: number,
  { formatTick, gutter = false }: { formatTick: (value: number) => string; gutter?: boolean },
): Mark[] {
  return ticks.map((tick) => {
    const label = { kind: 'text', key: `tick-${tick}`, x: 0, ink: 'label', text: formatTick(tick) } as const;
    const y = floor - heightOf(tick);
    return gutter ? { ...label, y: y + 4, anchor: 'end', gutter } : { ...label, y: y - 5, anchor: 'start', halo: true };
  });
}

/** @param taken places along the chart that carry a number, which the word would cover. */
export function drawGap(
  { from, to }: Stretch,
  { height, words }: Pick<BarsDrawing, 'height' | 'words'>,
  taken: readonly number[] = [],
): Mark[] {
  const key = `gap-${from}`;
  const hatch: Mark = {
    kind: 'rect',
    key,
    x: from,
    width: Math.max(to - from, 0.004),
    y: MARGIN_TOP,
    height,
    ink: 'hatch',
  };
  const covers = taken.some((at) => at > from - 0.08 && at < to + 0.08);
  if (to - from <= 0.04 || from <= 0.08 || covers) return [hatch];
  const word: Mark = {
    kind: 'text',
    key: `${key}-word`,
    x: (from + to) / 2,
    y: MARGIN_TOP - 6,
    anchor: to > 0.95 ? 'end' : 'middle',
    ink: 'label',
    text: words.unknown,
  };
  return [hatch, to > 0.95 ? { ...word, x: to } : word];
}

function drawBar(point: BarPoint, index: number, count: number, { heightOf }: ValueScale, floor: number): Mark[] {
  if (point.value <= 0) return [];
  const parts = point.parts ?? [point.value];
  const top = Math.max(1.5, heightOf(point.value));
  const marks: Mark[] = [];
  let below = 0;
  parts.forEach((part, at) => {
    if (part <= 0) return;
    const from = below;
    below += part;
    const isLast = !parts.slice(at + 1).some((more) => more > 0);
    const upper = isLast ? top : heightOf(below);
    marks.push({
      kind: 'rect',
      key: `bar-${index}-${at}`,
      x: (index + 0.14) / count,
      width: 0.72 / count,
      y: round(floor - upper),
      height: round(Math.max(upper - (from === 0 ? 0 : heightOf(from)), 0.5)),
      ink: point.parts ? (partInks[at] ?? 'bar-low') : point.state === 'now' ? 'bar-now' : 'bar',
      ...(isLast ? { round: true } : {}),
    });
  });
  return marks;
}

/** The period before as one outline, broken where nothing is known. */
function drawGhost(points: readonly BarPoint[], { heightOf }: ValueScale, floor: number): Mark[] {
  const runs: { x: number; y: number }[][] = [];
  let open: { x: number; y: number }[] | null = null;
  points.forEach(({ before }, index) => {
    if (before === null) {
      open = null;
      return;
    }
    if (!open) {
      open = [];
      runs.push(open);
    }
    const y = round(floor - heightOf(before));
    open.push({ x: index / points.length, y }, { x: (index + 1) / points.length, y });
  });
  return runs.length > 0 ? [{ kind: 'run', key: 'ghost', ink: 'ghost', runs }] : [];
}

export function drawNotes(notes: readonly number[], count: number, floor: number): Mark[] {
  return notes.map((index) => ({
    kind: 'line',
    key: `note-${index}`,
    ink: 'note',
    y: MARGIN_TOP - 4,
    upright: { x: (index + 0.5) / count, toY: floor },
  }));
}

export function drawAxisLabels(labels: readonly AxisLabel[], count: number, floor: number): Mark[] {
  return labels.map(({ index, text, strong = false, wideOnly = false }) => {
    const { x, anchor } =
      index === 0 ? { x: 0, anchor: 'start' as const } : { x: (index + 0.5) / count, anchor: 'middle' as const };
    return {
      kind: 'text',
      key: `axis-${index}`,
      x,
      y: floor + 17,
      anchor,
      ink: strong ? 'value' : 'label',
      text,
      ...(wideOnly ? { wideOnly } : {}),
    };
  });
}

/** Bars that carry their number: the one under way and the highest one, where the two do not touch. */
export function labelledBars(points: readonly BarPoint[]): number[] {
  const now = points.findIndex((point) => point.state === 'now');
  let highest = -1;
  points.forEach((point, index) => {
    if (point.value > 0 && (highest < 0 || point.value > (points[highest]?.value ?? 0))) highest = index;
  });
  const chosen = highest >= 0 ? [highest] : [];
  if (now >= 0 && (points[now]?.value ?? 0) > 0 && Math.abs(now - highest) > 2) chosen.push(now);
  return chosen;
}

/** The number of a bar, above it and above the outline of the period before. */
function labelBar(
  { points, formatTick, formatValue }: BarsDrawing,
  index: number,
  { heightOf }: ValueScale,
  floor: number,
): Mark[] {
  const point = points[index];
  if (!point) return [];
  const around = points.slice(Math.max(0, index - 1), index + 2).map((near) => Math.max(near.value, near.before ?? 0));
  const top = heightOf(point.before !== null && point.before >= point.value * 0.8 ? Math.max(...around) : point.value);
  const text = (formatValue ?? formatTick)(point.value);
  return [
    {
      kind: 'text',
      key: `value-${index}`,
      ...anchorAt(index, points.length),
      y: floor - top - 6,
      ink: 'value',
      text,
      halo: true,
    },
  ];
}

/** Names the outline where the rest of the bars is still to come. */
function nameGhost({ points, words }: BarsDrawing, { heightOf }: ValueScale, floor: number): Mark[] {
  const empty = points.flatMap((point, index) => (point.state === 'to-come' && point.before !== null ? [index] : []));
  if (empty.length < 4) return [];
  const highest = empty.reduce((best, index) =>
    (points[index]?.before ?? 0) > (points[best]?.before ?? 0) ? index : best,
  );
  const y = floor - heightOf(points[highest]?.before ?? 0) - 6;
  return [
    {
      kind: 'text',
      key: 'ghost-name',
      ...anchorAt(highest, points.length),
      y,
      ink: 'label',
      text: words.ghost,
      halo: true,
    },
  ];
}
