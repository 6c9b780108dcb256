import type { Overview, OverviewHour } from '#core/analytics/rules.ts';
import type { HourGap, HourPoint } from '../charts/hours.ts';

export type Measure = 'messages' | 'voice';

/** An overview's hours as the points of a chart. */
export function hourPoints(hours: readonly OverviewHour[], measure: Measure): HourPoint[] {
  return hours.map((hour) => ({
    fromMs: hour.fromMs,
    state: hour.state,
    value: measure === 'messages' ? hour.messages : hour.voiceMs,
    before: measure === 'messages' ? hour.before.messages : hour.before.voiceMs,
    observed: hour.observed[measure],
  }));
}

/** The stretches unknown to a measure, with their reasons in words. */
export function hourGaps(overview: Overview, measure: Measure, reason: (code: string) => string): HourGap[] {
  return overview.coverage.gaps
    .filter((gap) => gap.kind === 'all' || measure === 'voice')
    .map((gap) => ({ fromMs: gap.fromMs, toMs: gap.toMs, reason: reason(gap.reason) }));
}

/** Why most of the unknown time between two instants is unknown; null where all of it was observed. */
export function reasonIn(gaps: readonly HourGap[], fromMs: number, toMs: number): string | null {
  let longest = 0;
  let reason: string | null = null;
  for (const gap of gaps) {
    const length = Math.min(gap.toMs, toMs) - Math.max(gap.fromMs, fromMs);
    if (length > longest) [longest, reason] = [length, gap.reason];
  }
  return reason;
}
