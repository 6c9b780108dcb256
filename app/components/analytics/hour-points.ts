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
