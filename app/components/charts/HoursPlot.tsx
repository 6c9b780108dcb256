import { HatchPattern } from './HatchPattern.tsx';
import { ghostPath, type HourGap, type HourPoint, labelledHours, percentOf, valueScale } from './hours.ts';
import type { Paint } from './paint.ts';

const TOP = 22;
const BOTTOM = 24;

export function plotHeight(height: number): number {
  return TOP + height + BOTTOM;
}

export interface HoursPlotProps {
  points: readonly HourPoint[];
  gaps: readonly HourGap[];
  fromMs: number;
  toMs: number;
  /** Pixels between the floor and the highest tick. */
  height: number;
  /** Unique on the page. */
  patternId: string;
  paint: Paint;
  /** Of time: ticks then fall on round hours or minutes. */
  roundTo: readonly number[] | null;
  formatTick: (value: number) => string;
  formatHour: (fromMs: number) => string;
  words: { ghost: string; unknown: string };
}

/**
 * The drawing of a day: bars from zero, the day before as an outline, unknown time hatched where it lies. Lengths along
 * the day are percentages, so words keep their size at every width.
 */
export function HoursPlot(props: HoursPlotProps) {
  const { points, gaps, fromMs, toMs, height, patternId, paint, formatTick } = props;
  const { ticks, heightOf } = valueScale(points, height, props.roundTo);
  const whole = toMs - fromMs;
  const width = 100 / points.length;
  const floor = TOP + height;
  const ghost = ghostPath(points, height, heightOf);
  return (
    <>
      <HatchPattern id={patternId} paint={paint} />
      {ticks.map((tick) => (
        <line key={tick} x1="0" x2="100%" y1={floor - heightOf(tick)} y2={floor - heightOf(tick)} {...paint('grid')} />
      ))}
      {gaps.map((gap) => {
        const from = Math.max(gap.fromMs, fromMs);
        const to = Math.min(gap.toMs, toMs);
        const share = (to - from) / whole;
        return (
          <g key={`${gap.fromMs}-${gap.toMs}`}>
            <rect
              x={percentOf(from - fromMs, whole)}
              width={percentOf(Math.max(to - from, whole / 250), whole)}
              y={TOP}
              height={height}
              fill={`url(#${patternId})`}
            />
            {share > 0.04 && from - fromMs > whole * 0.08 ? (
              <text x={percentOf((from + to) / 2 - fromMs, whole)} y={TOP - 6} textAnchor="middle" {...paint('label')}>
                {props.words.unknown}
              </text>
            ) : null}
          </g>
        );
      })}
      {ticks.map((tick) => (
        <text key={tick} x="0" y={floor - heightOf(tick) - 5} {...halo(paint)}>
          {formatTick(tick)}
        </text>
      ))}
      <svg aria-hidden="true" y={TOP} width="100%" height={height}>
        {points.map((point, index) =>
          point.value > 0 ? (
            <rect
              key={point.fromMs}
              x={`${(index + 0.14) * width}%`}
              width={`${0.72 * width}%`}
              y={height - Math.max(1.5, heightOf(point.value))}
              height={Math.max(1.5, heightOf(point.value)) + 4}
              rx="2"
              {...paint(point.state === 'now' ? 'bar-now' : 'bar')}
            />
          ) : null,
        )}
      </svg>
      {ghost ? (
        <svg
          aria-hidden="true"
          y={TOP}
          width="100%"
          height={height}
          viewBox={`0 0 ${points.length} ${height}`}
          preserveAspectRatio="none"
          overflow="visible"
        >
          <path d={ghost} vectorEffect="non-scaling-stroke" {...paint('ghost')} />
        </svg>
      ) : null}
      <line x1="0" x2="100%" y1={floor} y2={floor} {...paint('base')} />
      <GhostLabel {...props} width={width} heightOf={heightOf} />
      {labelledHours(points).map((index) => (
        <BarLabel key={index} {...props} index={index} width={width} heightOf={heightOf} />
      ))}
      {points.map((point, index) => (
        <HourLabel key={point.fromMs} {...props} point={point} index={index} width={width} y={floor + 17} />
      ))}
    </>
  );
}

type Measured = HoursPlotProps & { width: number; heightOf: (value: number) => number };

function anchor(index: number, count: number): 'start' | 'middle' | 'end' {
  return index < 2 ? 'start' : index > count - 3 ? 'end' : 'middle';
}

function position(index: number, count: number, width: number): string {
  const at = { start: index, middle: index + 0.5, end: index + 1 }[anchor(index, count)];
  return `${Math.round(at * width * 1_000) / 1_000}%`;
}

function halo(paint: Paint) {
  const { className, ...rest } = paint('label');
  return className
    ? { ...rest, className: `${className} chart-halo` }
    : { ...rest, stroke: paint('paper').fill, strokeWidth: 4, paintOrder: 'stroke' };
}

/** The number of a bar, above it and above the outline of the day before. */
function BarLabel({ points, height, paint, formatTick, index, width, heightOf }: Measured & { index: number }) {
  const point = points[index];
  if (!point) return null;
  const around = points.slice(Math.max(0, index - 1), index + 2).map((near) => Math.max(near.value, near.before ?? 0));
  const top = heightOf(point.before !== null && point.before >= point.value * 0.8 ? Math.max(...around) : point.value);
  const { className, ...rest } = paint('value');
  return (
    <text
      x={position(index, points.length, width)}
      y={TOP + height - top - 6}
      textAnchor={anchor(index, points.length)}
      {...rest}
      {...(className ? { className: `${className} chart-halo` } : {})}
    >
      {formatTick(point.value)}
    </text>
  );
}

/** Names the outline where the rest of the day is still empty. */
function GhostLabel({ points, height, paint, words, width, heightOf }: Measured) {
  const empty = points.flatMap((point, index) => (point.state === 'to-come' && point.before !== null ? [index] : []));
  if (empty.length < 4) return null;
  const highest = empty.reduce((best, index) =>
    (points[index]?.before ?? 0) > (points[best]?.before ?? 0) ? index : best,
  );
  return (
    <text
      x={position(highest, points.length, width)}
      y={TOP + height - heightOf(points[highest]?.before ?? 0) - 6}
      textAnchor={anchor(highest, points.length)}
      {...halo(paint)}
    >
      {words.ghost}
    </text>
  );
}

/** Every third hour is named, every sixth on a narrow screen, and always the hour under way. */
function HourLabel({
  points,
  point,
  index,
  width,
  y,
  paint,
  formatHour,
}: HoursPlotProps & { point: HourPoint; index: number; width: number; y: number }) {
  const now = points.findIndex((candidate) => candidate.state === 'now');
  const isNow = index === now;
  if (!isNow && (index % 3 !== 0 || Math.abs(index - now) < 2)) return null;
  const { className, ...rest } = paint(isNow ? 'value' : 'label');
  const narrow = !isNow && (index % 6 !== 0 || Math.abs(index - now) < 4);
  return (
    <text
      x={index === 0 ? '0' : `${(index + 0.5) * width}%`}
      y={y}
      textAnchor={index === 0 ? 'start' : 'middle'}
      {...rest}
      {...(className ? { className: `${className}${narrow ? ' max-sm:hidden' : ''}` } : {})}
    >
      {formatHour(point.fromMs)}
    </text>
  );
}
