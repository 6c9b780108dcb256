import { type AxisLabel, type BarPoint, type BarsDrawing, drawBars } from '#core/analytics/drawing/bars.ts';
import { drawnHeight, type Mark } from '#core/analytics/drawing/marks.ts';
import { durationSteps } from '#core/analytics/drawing/scale.ts';
import { gapReasonKey, type Overview, type OverviewHour } from '#core/analytics/rules.ts';
import type { Format } from '../ui/format.ts';
import type { Say } from '../ui/words.ts';

export type Measure = 'messages' | 'voice';

/** One hour of a day as a bar. */
export interface HourPoint extends BarPoint {
  fromMs: number;
}

/** A stretch in which nothing is known, with its reason in words. */
export interface HourGap {
  fromMs: number;
  toMs: number;
  reason: string;
}

export function hourPoints(hours: readonly OverviewHour[], measure: Measure): HourPoint[] {
  return hours.map((hour) => ({
    fromMs: hour.fromMs,
    state: hour.state,
    value: measure === 'messages' ? hour.messages : hour.voiceMs,
    before: measure === 'messages' ? hour.before.messages : hour.before.voiceMs,
    observed: hour.observed[measure],
  }));
}

/** The stretches unknown to a measure. */
export function hourGaps(overview: Overview, measure: Measure, t: Say): HourGap[] {
  return overview.coverage.gaps
    .filter((gap) => gap.kind === 'all' || measure === 'voice')
    .map((gap) => ({
      fromMs: gap.fromMs,
      toMs: gap.toMs,
      reason: t(`analytics:reason.${gapReasonKey(gap.reason)}`),
    }));
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

/** The day as marks, the same on the page and in the picture. */
export function drawHours(
  overview: Overview,
  measure: Measure,
  { t, format, height }: { t: Say; format: Format; height: number },
): { marks: Mark[]; height: number; gutter: false } {
  const points = hourPoints(overview.hours, measure);
  const { fromMs, toMs, timeZone } = overview;
  const share = (ms: number) => (Math.min(Math.max(ms, fromMs), toMs) - fromMs) / (toMs - fromMs);
  const drawing: BarsDrawing = {
    points,
    gaps: hourGaps(overview, measure, t).map((gap) => ({ from: share(gap.fromMs), to: share(gap.toMs) })),
    labels: hourLabels(points, (ms) => format.time(ms, timeZone)),
    height,
    roundTo: measure === 'voice' ? durationSteps : null,
    formatTick: measure === 'messages' ? format.glance : format.duration,
    words: { ghost: t('analytics:hours.ghost'), unknown: t('analytics:hours.unknown') },
  };
  return { marks: drawBars(drawing), height: drawnHeight(height), gutter: false };
}

/** Every third hour is named, every sixth on a narrow screen, and always the hour under way. */
function hourLabels(points: readonly HourPoint[], formatHour: (fromMs: number) => string): AxisLabel[] {
  const now = points.findIndex((point) => point.state === 'now');
  return points.flatMap((point, index) => {
    const strong = index === now;
    if (!strong && (index % 3 !== 0 || (now >= 0 && Math.abs(index - now) < 2))) return [];
    const wideOnly = !strong && (index % 6 !== 0 || (now >= 0 && Math.abs(index - now) < 4));
    return [{ index, text: formatHour(point.fromMs), strong, wideOnly }];
  });
}
