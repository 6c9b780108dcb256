import { GUTTER_SPACE, type Mark, type RectMark } from '#core/analytics/drawing/marks.ts';
import { percentOf } from '#core/analytics/drawing/scale.ts';
import { classes } from '../ui/classes.ts';

const percent = (share: number) => percentOf(share, 1);

/** The marks of a chart as elements of a page; app/styles/charts.css decides how they look. */
export function Marks({
  marks,
  height,
  patternId,
}: {
  marks: readonly Mark[];
  /** Of the whole chart, in pixels. */
  height: number;
  /** Unique on the page. */
  patternId: string;
}) {
  return (
    <>
      <HatchPattern id={patternId} />
      {marks.map((mark) => (
        <MarkElement key={mark.key} mark={mark} height={height} patternId={patternId} />
      ))}
    </>
  );
}

/** The drawing of "unknown". Use it as `fill="url(#id)"`. */
export function HatchPattern({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line x1="0" y1="0" x2="0" y2="5" className="chart-hatch" />
      </pattern>
    </defs>
  );
}

function MarkElement({ mark, height, patternId }: { mark: Mark; height: number; patternId: string }) {
  const look = `chart-${mark.ink}`;
  switch (mark.kind) {
    case 'rect':
      return <Rect mark={mark} look={mark.ink === 'hatch' ? { fill: `url(#${patternId})` } : { className: look }} />;
    case 'line':
      return mark.upright ? (
        <line
          x1={percent(mark.upright.x)}
          x2={percent(mark.upright.x)}
          y1={mark.y}
          y2={mark.upright.toY}
          className={look}
        />
      ) : (
        <line x1="0" x2="100%" y1={mark.y} y2={mark.y} className={look} />
      );
    case 'run':
      return (
        <svg
          aria-hidden="true"
          width="100%"
          height={height}
          viewBox={`0 0 1000 ${height}`}
          preserveAspectRatio="none"
          overflow="visible"
        >
          <path d={mark.runs.map(pathOf).join('')} vectorEffect="non-scaling-stroke" className={look} />
        </svg>
      );
    case 'text':
      return (
        <text
          x={mark.gutter ? -GUTTER_SPACE : percent(mark.x)}
          y={mark.y}
          textAnchor={mark.anchor}
          className={classes(look, mark.halo && 'chart-halo', mark.wideOnly && 'max-sm:hidden')}
        >
          {mark.text}
        </text>
      );
  }
}

function Rect({ mark, look }: { mark: RectMark; look: { fill: string } | { className: string } }) {
  const place = { x: percent(mark.x), y: mark.y, width: percent(mark.width), height: mark.height };
  const strength = mark.strength === undefined ? {} : { fillOpacity: mark.strength };
  if (!mark.round) return <rect {...place} {...look} {...strength} />;
  return (
    <svg aria-hidden="true" {...place}>
      <rect width="100%" height={mark.height + 4} rx="2" {...look} {...strength} />
    </svg>
  );
}

function pathOf(run: readonly { x: number; y: number }[]): string {
  return `M${run.map(({ x, y }) => `${Math.round(x * 100_000) / 100} ${y}`).join('L')}`;
}
