import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { useWords } from '../ui/words.ts';
import { HoursPlot, plotHeight } from './HoursPlot.tsx';
import type { HourGap, HourPoint } from './hours.ts';
import { pagePaint } from './paint.ts';

/**
 * A day by hours. Each hour that has begun can be pointed at or reached with the arrow keys; what it says is written in
 * one fixed place above the drawing, and stands in the table below for everybody else.
 */
export function HoursChart({
  title,
  label,
  points,
  gaps,
  fromMs,
  toMs,
  height,
  roundTo,
  formatTick,
  formatHour,
  sayHour,
  footer,
}: {
  /** The heading, usually a Definition. */
  title: ReactNode;
  /** The same in plain words, for the drawing. */
  label: string;
  points: readonly HourPoint[];
  gaps: readonly HourGap[];
  fromMs: number;
  toMs: number;
  height: number;
  roundTo: readonly number[] | null;
  formatTick: (value: number) => string;
  formatHour: (fromMs: number) => string;
  /** One hour as a sentence. */
  sayHour: (point: HourPoint) => string;
  footer: ReactNode;
}) {
  const { t } = useWords();
  const patternId = `hatch-${useId().replaceAll(':', '')}`;
  const now = Math.max(
    0,
    points.findLastIndex((point) => point.state !== 'to-come'),
  );
  const [chosen, setChosen] = useState<number | null>(null);
  const read = points[chosen ?? now];
  const tabStop = Math.min(chosen ?? now, points.length - 1);

  const move = (event: KeyboardEvent<SVGSVGElement>) => {
    const target = { ArrowLeft: tabStop - 1, ArrowRight: tabStop + 1, Home: 0, End: points.length - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const next = Math.min(points.length - 1, Math.max(0, target));
    setChosen(next);
    event.currentTarget.querySelector<SVGRectElement>(`[data-hour="${next}"]`)?.focus();
  };

  return (
    <figure>
      <figcaption className="mb-2 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        {title}
        <p className="text-12 text-ink-soft tabular-nums max-sm:min-h-8" aria-hidden="true" data-readout="">
          {read ? sayHour(read) : null}
        </p>
      </figcaption>
      <svg
        className="chart"
        height={plotHeight(height)}
        aria-label={`${label}. ${t('ui:chart.keys')}`}
        onKeyDown={move}
        onPointerLeave={() => setChosen(null)}
        onBlur={() => setChosen(null)}
      >
        <svg aria-hidden="true" width="100%" height="100%" overflow="visible">
          <HoursPlot
            points={points}
            gaps={gaps}
            fromMs={fromMs}
            toMs={toMs}
            height={height}
            patternId={patternId}
            paint={pagePaint}
            roundTo={roundTo}
            formatTick={formatTick}
            formatHour={formatHour}
            words={{ ghost: t('analytics:hours.ghost'), unknown: t('analytics:hours.unknown') }}
          />
        </svg>
        {points.map((point, index) => (
          // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: an hour is focused to be read; nothing is operated.
          <rect
            key={point.fromMs}
            data-hour={index}
            className="chart-hit"
            x={`${(index * 100) / points.length}%`}
            width={`${100 / points.length}%`}
            y="0"
            height={plotHeight(height)}
            role="graphics-symbol"
            tabIndex={index === tabStop ? 0 : -1}
            aria-label={sayHour(point)}
            onPointerEnter={() => setChosen(index)}
            onFocus={() => setChosen(index)}
          >
            <title>{sayHour(point)}</title>
          </rect>
        ))}
      </svg>
      {footer}
    </figure>
  );
}
