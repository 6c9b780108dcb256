import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { drawHeat, HEAT_HEIGHT, type HeatDrawing, heatCell } from '#core/analytics/drawing/heat.ts';
import { percentOf } from '#core/analytics/drawing/scale.ts';
import { useInBrowser } from '../ui/use-in-browser.ts';
import { useWords } from '../ui/words.ts';
import { Marks } from './Marks.tsx';

interface WeekHour {
  /** Monday is 0. */
  day: number;
  hour: number;
}

/** The hours of a week. Each can be pointed at or reached with the arrow keys, in both directions. */
export function WeekChart({
  title,
  label,
  drawing,
  sayCell,
  footer,
}: {
  /** The heading, usually a Definition. */
  title: ReactNode;
  /** The same in plain words, for the drawing. */
  label: string;
  drawing: HeatDrawing;
  /** An hour of a weekday, Monday first, as a sentence. */
  sayCell: (day: number, hour: number) => string;
  footer: ReactNode;
}) {
  const { t } = useWords();
  const patternId = `hatch-${useId().replaceAll(':', '')}`;
  const inBrowser = useInBrowser();
  const [chosen, setChosen] = useState<WeekHour | null>(null);
  const stop = chosen ?? busiest(drawing.week);

  const move = (event: KeyboardEvent<SVGSVGElement>) => {
    const { day, hour } = stop;
    const target = {
      ArrowLeft: { day, hour: hour - 1 },
      ArrowRight: { day, hour: hour + 1 },
      ArrowUp: { day: day - 1, hour },
      ArrowDown: { day: day + 1, hour },
      Home: { day, hour: 0 },
      End: { day, hour: 23 },
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const next = { day: Math.min(6, Math.max(0, target.day)), hour: Math.min(23, Math.max(0, target.hour)) };
    setChosen(next);
    event.currentTarget.querySelector<SVGRectElement>(`[data-cell="${next.day}-${next.hour}"]`)?.focus();
  };

  return (
    <figure>
      <figcaption className="mb-2 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        {title}
        <p className="text-12 text-ink-soft tabular-nums max-sm:min-h-8" aria-hidden="true" data-readout="">
          {sayCell(stop.day, stop.hour)}
        </p>
      </figcaption>
      <svg
        className="chart"
        height={HEAT_HEIGHT}
        aria-label={`${label}. ${t('ui:chart.keys')}`}
        onKeyDown={move}
        onPointerLeave={() => setChosen(null)}
        onBlur={() => setChosen(null)}
      >
        <svg aria-hidden="true" width="100%" height="100%" overflow="visible">
          <Marks marks={drawHeat(drawing)} height={HEAT_HEIGHT} patternId={patternId} />
        </svg>
        {inBrowser ? <Hits week={drawing.week} sayCell={sayCell} stop={stop} onChoose={setChosen} /> : null}
      </svg>
      {footer}
    </figure>
  );
}

/** What can be pointed at and focused: on the server it would be a third of the page, and nobody could use it. */
function Hits({
  week,
  sayCell,
  stop,
  onChoose,
}: {
  week: HeatDrawing['week'];
  sayCell: (day: number, hour: number) => string;
  stop: WeekHour;
  onChoose: (cell: WeekHour) => void;
}) {
  return week.map((values, day) =>
    values.map((_, hour) => {
      const cell = heatCell(day, hour);
      return (
        // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: an hour is focused to be read; nothing is operated.
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place.
          key={`${day}-${hour}`}
          data-cell={`${day}-${hour}`}
          className="chart-hit"
          x={percentOf(cell.x, 1)}
          width={percentOf(cell.width, 1)}
          y={cell.y}
          height={cell.height}
          role="graphics-symbol"
          tabIndex={day === stop.day && hour === stop.hour ? 0 : -1}
          aria-label={sayCell(day, hour)}
          onPointerEnter={() => onChoose({ day, hour })}
          onFocus={() => onChoose({ day, hour })}
        />
      );
    }),
  );
}

/** The hour that is read as long as none is chosen. */
function busiest(week: HeatDrawing['week']): WeekHour {
  let best = { day: 0, hour: 0, value: -1 };
  week.forEach((values, day) => {
    values.forEach((value, hour) => {
      if (value !== null && value > best.value) best = { day, hour, value };
    });
  });
  return { day: best.day, hour: best.hour };
}
