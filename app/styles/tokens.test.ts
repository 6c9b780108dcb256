import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { pictureColors } from '#core/analytics/drawing/colors.ts';
import { asSeenBy, contrast, inGamut, type Linear, readTokens, toHex, toOklab } from './testing/color.ts';

const tokens = readTokens();
const surfaces = ['paper', 'side', 'raised', 'sunken'];
const themes = ['light', 'dark'] as const;

function color(name: string, theme: (typeof themes)[number]): Linear {
  const token = tokens.get(name);
  if (!token) throw new Error(`no token ${name}`);
  return token[theme];
}

/** Words need 4.5 on what they stand on (WCAG 1.4.3); marks, edges and focus need 3 (WCAG 1.4.11). */
const pairs: { ink: string; on: string[]; least: number }[] = [
  { ink: 'ink', on: [...surfaces, 'accent-soft', 'good-soft', 'caution-soft', 'bad-soft'], least: 7 },
  { ink: 'ink-soft', on: [...surfaces, 'good-soft', 'caution-soft', 'bad-soft'], least: 4.5 },
  { ink: 'ink-faint', on: surfaces, least: 4.5 },
  { ink: 'accent', on: surfaces, least: 4.5 },
  { ink: 'accent-strong', on: surfaces, least: 4.5 },
  { ink: 'on-accent', on: ['accent', 'accent-strong'], least: 4.5 },
  { ink: 'good', on: [...surfaces, 'good-soft'], least: 4.5 },
  { ink: 'caution', on: [...surfaces, 'caution-soft'], least: 4.5 },
  { ink: 'bad', on: [...surfaces, 'bad-soft'], least: 4.5 },
  { ink: 'edge', on: surfaces, least: 3 },
  { ink: 'bar', on: ['paper', 'raised'], least: 3 },
  { ink: 'bar-mid', on: ['paper'], least: 3 },
  { ink: 'ghost', on: ['paper'], least: 3 },
  ...Array.from({ length: 8 }, (_, index) => ({ ink: `cat-${index + 1}`, on: ['paper'], least: 3 })),
];

test('the file is read whole: every colour but two is a token of both themes', () => {
  const css = readFileSync(path.resolve('app/styles/tokens.css'), 'utf8');
  expect([...css.matchAll(/--color-[\w-]+:/g)]).toHaveLength(tokens.size + 2);
});

describe.each(themes)('%s', (theme) => {
  test.each(pairs.flatMap(({ ink, on, least }) => on.map((surface) => ({ ink, surface, least }))))(
    '$ink on $surface reaches $least',
    ({ ink, surface, least }) => {
      expect(contrast(color(ink, theme), color(surface, theme))).toBeGreaterThanOrEqual(least);
    },
  );

  test('every colour can be shown by sRGB', () => {
    expect([...tokens].filter(([, token]) => !inGamut(token[theme])).map(([name]) => name)).toEqual([]);
  });

  test('the parts of a bar differ in lightness from their neighbours', () => {
    const [full = 0, middle = 0, low = 0] = ['bar', 'bar-mid', 'bar-low'].map((name) => toOklab(color(name, theme))[0]);
    expect(Math.abs(full - middle)).toBeGreaterThanOrEqual(0.1);
    expect(Math.abs(middle - low)).toBeGreaterThanOrEqual(0.1);
  });

  test.each(['all cones', 'protanopia', 'deuteranopia', 'tritanopia'] as const)(
    'the categorical set stays apart for %s',
    (sight) => {
      const set = Array.from({ length: 8 }, (_, index) => `cat-${index + 1}`);
      const seen = set.map((name) => toOklab(asSeenBy(color(name, theme), sight)));
      const near = seen.flatMap((one, index) =>
        seen.slice(index + 1).flatMap((other, offset) => {
          const distance = Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
          return distance < 0.12 ? [`${set[index]} ${set[index + 1 + offset]} ${distance.toFixed(3)}`] : [];
        }),
      );
      expect(near).toEqual([]);
    },
  );
});

test.each(themes)('a picture wears the %s colours', (theme) => {
  const worn = Object.keys(pictureColors[theme]).map((name) => [name, toHex(color(name, theme))]);
  expect(pictureColors[theme]).toEqual(Object.fromEntries(worn));
});

test('black on white is 21, white on white 1', () => {
  expect(contrast([0, 0, 0], [1, 1, 1])).toBeCloseTo(21);
  expect(contrast([1, 1, 1], [1, 1, 1])).toBe(1);
});
