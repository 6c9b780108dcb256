import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { judge, median, publish } from './report.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'procord-report-'));
const result = (value: number) => ({
  figures: { speed: value, lag: 4 },
  goals: { speed: { atLeast: 10 }, lag: { atMost: 4 } },
  notes: [],
});

test('a goal holds at its bound and fails beyond it', () => {
  const file = path.join(folder, 'report.json');
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  expect(publish(judge('a', result(10)), file, say)).toBe(true);
  expect(publish(judge('a', result(9.99)), file, say)).toBe(false);
  expect(lines.join('\n')).toContain('at least 10: FAILS');
  const written = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(folder, { recursive: true });
  expect(written).toMatchObject({
    bench: 'a',
    machine: { cores: os.cpus().length },
    figures: { speed: 9.99, lag: 4 },
    goals: { speed: { atLeast: 10, holds: false }, lag: { atMost: 4, holds: true } },
  });
});

test('a goal without its figure fails', () => {
  const { goals } = judge('a', { figures: {}, goals: { speed: { atMost: 1 } }, notes: [] });
  expect(goals.speed?.holds).toBe(false);
});

test('the median of an even number is the mean of the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([9, 1, 5, 7])).toBe(6);
});
