import { useId } from 'react';
import { percentOf } from '#core/analytics/drawing/scale.ts';
import { HatchPattern } from './Marks.tsx';

/** The day as one line: observed is solid, unknown is hatched, what is still to come is an empty outline. */
export function CoverageBar({
  label,
  gaps,
  fromMs,
  untilMs,
  toMs,
}: {
  label: string;
  gaps: readonly { fromMs: number; toMs: number; reason: string }[];
  fromMs: number;
  /** How far the day has been counted. */
  untilMs: number;
  toMs: number;
}) {
  const id = `coverage-${useId().replaceAll(':', '')}`;
  const whole = toMs - fromMs;
  return (
    <svg className="chart" height="10" role="img" aria-label={label}>
      <HatchPattern id={id} />
      <line x1="0" x2="100%" y1="5" y2="5" className="chart-grid" />
      <rect x="0" width={percentOf(untilMs - fromMs, whole)} y="1" height="8" rx="1" className="chart-observed" />
      {gaps.map((gap) => {
        const from = Math.max(gap.fromMs, fromMs);
        const length = Math.max(Math.min(gap.toMs, toMs) - from, whole / 300);
        return (
          <g key={`${gap.fromMs}-${gap.toMs}`}>
            <rect
              x={percentOf(from - fromMs, whole)}
              width={percentOf(length, whole)}
              y="0"
              height="10"
              className="chart-paper"
            />
            <rect
              x={percentOf(from - fromMs, whole)}
              width={percentOf(length, whole)}
              y="1"
              height="8"
              fill={`url(#${id})`}
            >
              <title>{gap.reason}</title>
            </rect>
          </g>
        );
      })}
    </svg>
  );
}
