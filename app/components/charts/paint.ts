import type { SVGAttributes } from 'react';

/** What a mark of a chart is; how it looks is decided by the page's stylesheet or, in a picture, by attributes. */
export const inks = [
  'bar',
  'bar-now',
  'bar-mid',
  'bar-low',
  'ghost',
  'grid',
  'base',
  'label',
  'value',
  'hatch',
  'title',
  'paper',
] as const;
export type Ink = (typeof inks)[number];

export type Paint = (ink: Ink) => SVGAttributes<SVGElement>;

/** On a page: classes of app/styles/charts.css. */
export const pagePaint: Paint = (ink) => ({ className: `chart-${ink}` });

/**
 * Light tokens as sRGB, for a picture that stands alone and has no stylesheet. tokens.test.ts holds them equal to
 * app/styles/tokens.css.
 */
export const pictureColors = {
  paper: '#fcfbf8',
  line: '#e1ded7',
  edge: '#857f77',
  ink: '#221d18',
  'ink-faint': '#6a635d',
  accent: '#005e85',
  bar: '#1d7198',
  'bar-mid': '#5297b8',
  'bar-low': '#abd1e3',
  ghost: '#847f78',
  unknown: '#a49e94',
} as const;

const picture: Record<Ink, SVGAttributes<SVGElement>> = {
  bar: { fill: pictureColors.bar },
  'bar-now': { fill: pictureColors.accent },
  'bar-mid': { fill: pictureColors['bar-mid'] },
  'bar-low': { fill: pictureColors['bar-low'] },
  ghost: { fill: 'none', stroke: pictureColors.ghost, strokeWidth: 1.5 },
  grid: { stroke: pictureColors.line },
  base: { stroke: pictureColors.edge },
  label: { fill: pictureColors['ink-faint'] },
  value: { fill: pictureColors.ink, fontWeight: 600 },
  hatch: { stroke: pictureColors.unknown, strokeWidth: 1.25 },
  title: { fill: pictureColors.ink, fontWeight: 600, fontSize: 20 },
  paper: { fill: pictureColors.paper },
};

/** In a picture: attributes, in the light colours. */
export const picturePaint: Paint = (ink) => picture[ink];
