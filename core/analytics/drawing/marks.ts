/**
 * A chart as a list of marks, whoever draws it: a page in elements with classes, a picture in attributes. Along the
 * chart a mark lies at a share of the width, 0 to 1, so that words keep their size at every width; across it in pixels
 * from the top.
 */
export type Mark = RectMark | LineMark | RunMark | TextMark;

/** What a mark is; how it looks is decided by a stylesheet or by `pictureInks`. */
export const inks = [
  'bar',
  'bar-now',
  'bar-mid',
  'bar-low',
  'ghost',
  'line-strong',
  'line-mid',
  'line-thin',
  'note',
  'grid',
  'base',
  'label',
  'value',
  'hatch',
  'title',
  'paper',
] as const;
export type Ink = (typeof inks)[number];

export type Anchor = 'start' | 'middle' | 'end';

export interface RectMark {
  kind: 'rect';
  key: string;
  x: number;
  width: number;
  y: number;
  height: number;
  /** 'hatch' is filled with the pattern of the unknown. */
  ink: Ink;
  /** Rounded at its top. */
  round?: boolean;
  /** How much of the ink is laid on, 0 to 1; all of it where absent. */
  strength?: number;
}

/** Level at `y`, or upright at `x` from `y` to `toY`. */
export interface LineMark {
  kind: 'line';
  key: string;
  ink: Ink;
  y: number;
  upright?: { x: number; toY: number };
}

/** Straight lines through points, in stretches that are not joined. */
export interface RunMark {
  kind: 'run';
  key: string;
  ink: Ink;
  runs: readonly (readonly { x: number; y: number }[])[];
}

export interface TextMark {
  kind: 'text';
  key: string;
  x: number;
  y: number;
  anchor: Anchor;
  ink: 'label' | 'value';
  text: string;
  /** Lies over other marks: a rim of paper keeps it readable. */
  halo?: boolean;
  /** Left out where the chart is narrow. */
  wideOnly?: boolean;
  /** Ends in the margin left of the chart, whatever `x` says. */
  gutter?: boolean;
}

/** Pixels above and below the part of a chart that has a scale. */
export const MARGIN_TOP = 22;
export const MARGIN_BOTTOM = 24;

/** Pixels of the margin left of a chart whose scale is named there, and of the space between. */
export const GUTTER = 48;
export const GUTTER_SPACE = 8;

/** How high a chart is drawn whose scale is `height` pixels high. */
export function drawnHeight(height: number): number {
  return MARGIN_TOP + height + MARGIN_BOTTOM;
}

/** Where words at a place of `count` stand, so that they do not leave the chart. */
export function anchorAt(index: number, count: number): { x: number; anchor: Anchor } {
  const edge = count / 12;
  if (index < edge) return { x: index / count, anchor: 'start' };
  if (index >= count - edge) return { x: (index + 1) / count, anchor: 'end' };
  return { x: (index + 0.5) / count, anchor: 'middle' };
}
