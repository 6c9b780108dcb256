import type { Ink } from './marks.ts';

/**
 * Tokens as sRGB, for a picture that stands alone and has no stylesheet. app/styles/tokens.test.ts holds them equal to
 * the tokens of the pages.
 */
export const pictureColors = {
  light: {
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
  },
  dark: {
    paper: '#151210',
    line: '#322e2b',
    edge: '#7f7973',
    ink: '#ece9e4',
    'ink-faint': '#9f9b94',
    accent: '#72c2e5',
    bar: '#4c9dc4',
    'bar-mid': '#38708d',
    'bar-low': '#274a5d',
    ghost: '#83807a',
    unknown: '#625d55',
  },
} as const;

/** On what a picture will be seen. */
export type Appearance = keyof typeof pictureColors;
export type PictureColors = Record<keyof (typeof pictureColors)['light'], string>;

/** Attributes of a mark in a picture. */
export function pictureInks(colors: PictureColors): Record<Ink, Readonly<Record<string, string>>> {
  return {
    bar: { fill: colors.bar },
    'bar-now': { fill: colors.accent },
    'bar-mid': { fill: colors['bar-mid'] },
    'bar-low': { fill: colors['bar-low'] },
    ghost: { fill: 'none', stroke: colors.ghost, 'stroke-width': '1.5' },
    'line-strong': { fill: 'none', stroke: colors.bar, 'stroke-width': '2.5' },
    'line-mid': { fill: 'none', stroke: colors['bar-mid'], 'stroke-width': '2' },
    'line-thin': { fill: 'none', stroke: colors['ink-faint'], 'stroke-width': '1.25' },
    note: { stroke: colors.edge, 'stroke-width': '1', 'stroke-dasharray': '3 3' },
    grid: { stroke: colors.line },
    base: { stroke: colors.edge },
    label: { fill: colors['ink-faint'] },
    value: { fill: colors.ink, 'font-weight': '600' },
    hatch: { stroke: colors.unknown, 'stroke-width': '1.25' },
    title: { fill: colors.ink, 'font-weight': '600', 'font-size': '20' },
    paper: { fill: colors.paper },
  };
}
