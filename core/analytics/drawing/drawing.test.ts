import { expect, test } from 'vitest';
import { type BarPoint, drawBars, labelledBars } from './bars.ts';
import { drawHeat } from './heat.ts';
import { drawLines } from './lines.ts';
import type { Mark, RectMark, RunMark } from './marks.ts';
import { drawPicture } from './picture.ts';

const point = (value: number, before: number | null = null, state: BarPoint['state'] = 'past'): BarPoint => ({
  state,
  value,
  before,
  observed: 1,
});
const words = { ghost: 'before', unknown: 'unknown' };
const bars = (points: BarPoint[], more = {}) =>
  drawBars({ points, gaps: [], labels: [], height: 100, roundTo: null, formatTick: String, words, ...more });
const run = (marks: Mark[], key: string) =>
  marks.find((mark): mark is RunMark => mark.kind === 'run' && mark.key === key);
const rects = (marks: Mark[], start: string) =>
  marks.filter((mark): mark is RectMark => mark.kind === 'rect' && mark.key.startsWith(start));

test('a bar stands on the floor and is as high as its value; parts lie on each other', () => {
  const [bar] = rects(bars([point(50), point(100)]), 'bar-');
  expect(bar).toMatchObject({ x: 0.07, width: 0.36, y: 72, height: 50, ink: 'bar', round: true });
  const parts = rects(bars([{ ...point(100), parts: [50, 0, 50] }]), 'bar-');
  expect(parts.map(({ y, height, ink }) => ({ y, height, ink }))).toEqual([
    { y: 72, height: 50, ink: 'bar' },
    { y: 22, height: 50, ink: 'bar-low' },
  ]);
});

test('the period before is one outline, broken where it is not known', () => {
  const ghost = run(bars([point(0, 10), point(0, 5), point(0, null), point(0, 0)]), 'ghost');
  expect(ghost?.runs).toEqual([
    [
      { x: 0, y: 22 },
      { x: 0.25, y: 22 },
      { x: 0.25, y: 72 },
      { x: 0.5, y: 72 },
    ],
    [
      { x: 0.75, y: 122 },
      { x: 1, y: 122 },
    ],
  ]);
});

test('the highest bar and the one under way carry their number, unless they touch', () => {
  expect(labelledBars([point(5), point(1), point(1), point(1), point(2, null, 'now')])).toEqual([0, 4]);
  expect(labelledBars([point(1), point(5), point(2, null, 'now')])).toEqual([1]);
  expect(labelledBars([point(0), point(0, null, 'now')])).toEqual([]);
});

test('a line breaks where nothing is known, and a lonely point is still seen', () => {
  const marks = drawLines({
    series: [{ key: 'a', name: 'A', ink: 'line-strong', values: [10, 5, null, 10] }],
    gaps: [],
    labels: [],
    height: 100,
    formatTick: String,
    words: { unknown: 'unknown' },
  });
  const runs = run(marks, 'line-a')?.runs ?? [];
  expect(runs.map((points) => points.length)).toEqual([2, 2]);
  expect(runs[1]?.[0]?.y).toBe(22);
  expect(runs[1]?.[0]?.x).toBeLessThan(runs[1]?.[1]?.x ?? 0);
});

test('names of lines that end together are moved apart', () => {
  const marks = drawLines({
    series: [
      { key: 'a', name: 'A', ink: 'line-strong', values: [100, 100] },
      { key: 'b', name: 'B', ink: 'line-mid', values: [100, 99] },
      { key: 'c', name: 'C', ink: 'line-thin', values: [0, 98] },
    ],
    gaps: [],
    labels: [],
    height: 100,
    formatTick: String,
    words: { unknown: 'unknown' },
  });
  const heights = marks.flatMap((mark) => (mark.kind === 'text' && mark.key.startsWith('name-') ? [mark.y] : []));
  const [low = 0, middle = 0, high = 0] = heights.sort((a, b) => b - a);
  expect(low - middle).toBeGreaterThanOrEqual(15);
  expect(middle - high).toBeGreaterThanOrEqual(15);
});

test('of a week the busiest hour is strongest, and unknown is hatched', () => {
  const week = Array.from({ length: 7 }, () => Array.from<number | null>({ length: 24 }).fill(0));
  const monday = week[0];
  if (monday) [monday[0], monday[1], monday[2]] = [10, 5, null];
  const cells = rects(drawHeat({ week, dayNames: [], hourName: String }), 'cell-0-');
  expect(cells.slice(0, 3).map(({ ink, strength }) => [ink, strength])).toEqual([
    ['bar', 1],
    ['bar', 0.56],
    ['hatch', undefined],
  ]);
});

test.each(['light', 'dark'] as const)('a %s picture stands alone, with every word escaped', (appearance) => {
  const svg = drawPicture(
    {
      title: '<script>\u0007 & "co"',
      subtitle: 's',
      footer: 'f',
      marks: bars([point(3, 2), point(1)], { gaps: [{ from: 0.2, to: 0.6 }], notes: [1] }),
      height: 146,
      gutter: false,
    },
    appearance,
  );
  expect(svg).not.toMatch(/class=|style=|<script|href=|NaN|undefined/);
  expect(svg).not.toContain('\u0007');
  expect(svg).toContain('&lt;script&gt; &amp; &quot;co&quot;');
  expect(svg).toContain('url(#unknown)');
});
