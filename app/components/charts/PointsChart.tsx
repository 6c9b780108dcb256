import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import type { Mark } from '#core/analytics/drawing/marks.ts';
import { useInBrowser } from '../ui/use-in-browser.ts';
import { useWords } from '../ui/words.ts';
import { Marks } from './Marks.tsx';

/**
 * A chart of one place after another: hours, days, weeks or months. Each can be pointed at or reached with the arrow
 * keys; what it says is written in one fixed place above the drawing, and stands in the table below for everybody else.
 */
export function PointsChart({
  title,
  label,
  marks,
  height,
  gutter = false,
  places,
  say,
  first,
  footer,
}: {
  /** The heading, usually a Definition. */
  title: ReactNode;
  /** The same in plain words, for the drawing. */
  label: string;
  marks: readonly Mark[];
  /** Of the whole drawing, in pixels. */
  height: number;
  /** Whether the marks name their scale in the margin left of them. */
  gutter?: boolean;
  /** How many places there are. */
  places: number;
  /** A place in words. */
  say: (place: number) => string;
  /** The place that is read as long as none is chosen. */
  first: number;
  footer: ReactNode;
}) {
  const { t } = useWords();
  const patternId = `hatch-${useId().replaceAll(':', '')}`;
  const inBrowser = useInBrowser();
  const [chosen, setChosen] = useState<number | null>(null);
  const last = places - 1;
  const tabStop = Math.min(chosen ?? first, last);

  const move = (event: KeyboardEvent<SVGSVGElement>) => {
    const target = { ArrowLeft: tabStop - 1, ArrowRight: tabStop + 1, Home: 0, End: last }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const next = Math.min(last, Math.max(0, target));
    setChosen(next);
    event.currentTarget.querySelector<SVGRectElement>(`[data-point="${next}"]`)?.focus();
  };

  return (
    <figure>
      <figcaption className="mb-2 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        {title}
        <p className="text-12 text-ink-soft tabular-nums max-sm:min-h-8" aria-hidden="true" data-readout="">
          {tabStop < 0 ? null : say(tabStop)}
        </p>
      </figcaption>
      <svg
        className={gutter ? 'chart chart-gutter' : 'chart'}
        height={height}
        aria-label={`${label}. ${t('ui:chart.keys')}`}
        onKeyDown={move}
        onPointerLeave={() => setChosen(null)}
        onBlur={() => setChosen(null)}
      >
        <svg aria-hidden="true" width="100%" height="100%" overflow="visible">
          <Marks marks={marks} height={height} patternId={patternId} />
        </svg>
        {inBrowser ? <Hits places={places} height={height} say={say} tabStop={tabStop} onChoose={setChosen} /> : null}
      </svg>
      {footer}
    </figure>
  );
}

/** What can be pointed at and focused. A third of a page when the server writes it, where nobody can use it yet. */
function Hits({
  places,
  height,
  say,
  tabStop,
  onChoose,
}: {
  places: number;
  height: number;
  say: (place: number) => string;
  tabStop: number;
  onChoose: (place: number) => void;
}) {
  return Array.from({ length: places }, (_, place) => {
    const sentence = say(place);
    return (
      // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a place is focused to be read; nothing is operated.
      <rect
        // biome-ignore lint/suspicious/noArrayIndexKey: a place is its index.
        key={place}
        data-point={place}
        className="chart-hit"
        x={`${(place * 100) / places}%`}
        width={`${100 / places}%`}
        y="0"
        height={height}
        role="graphics-symbol"
        tabIndex={place === tabStop ? 0 : -1}
        aria-label={sentence}
        onPointerEnter={() => onChoose(place)}
        onFocus={() => onChoose(place)}
      >
        <title>{sentence}</title>
      </rect>
    );
  });
}
