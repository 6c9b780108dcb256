import { writeFileSync } from 'node:fs';
import { machine } from './rig/machine.ts';

export type Figures = Record<string, number>;
export type Goals = Record<string, { atLeast: number } | { atMost: number }>;

export interface BenchResult {
  figures: Figures;
  goals: Goals;
  /** Sentences that a reader of the figures has to know. */
  notes: readonly string[];
}

/** What `--json` writes. */
export function judge(bench: string, { figures, goals, notes }: BenchResult) {
  const judged = Object.fromEntries(
    Object.entries(goals).map(([name, goal]) => {
      const value = figures[name] ?? Number.NaN;
      return [name, { ...goal, holds: 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost }];
    }),
  );
  return { bench, machine: machine(), figures, goals: judged, notes };
}

export type Report = ReturnType<typeof judge>;

/** A table for people; the file for machines. @returns whether every goal holds */
export function publish(report: Report, jsonFile: string | undefined, say: (line: string) => void): boolean {
  const { cpu, cores, node } = report.machine;
  say(`\n${report.bench}: ${cpu}, ${cores} cores, node ${node}`);
  for (const [name, value] of Object.entries(report.figures)) {
    const goal = report.goals[name];
    const wanted = goal && ('atLeast' in goal ? `at least ${goal.atLeast}` : `at most ${goal.atMost}`);
    const verdict = goal ? `  ${wanted}: ${goal.holds ? 'holds' : 'FAILS'}` : '';
    say(`  ${name.padEnd(42)} ${format(value).padStart(14)}${verdict}`);
  }
  for (const note of report.notes) say(`  ${note}`);
  if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(report, null, 2)}\n`);
  return Object.values(report.goals).every((goal) => goal.holds);
}

function format(value: number): string {
  return Number.isInteger(value)
    ? value.toLocaleString('en-US')
    : value.toLocaleString('en-US', { maximumFractionDigits: 3 });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

export function rounded(value: number, digits = 3): number {
  return Number(value.toFixed(digits));
}
