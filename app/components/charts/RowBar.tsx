import { percentOf } from '#core/analytics/drawing/scale.ts';

export interface RowBarPart {
  value: number;
  ink: 'bar' | 'bar-mid' | 'bar-low';
}

/** One horizontal bar of a list, from zero, in parts that lie end to end. The numbers stand beside it in words. */
export function RowBar({ parts, whole }: { parts: readonly RowBarPart[]; whole: number }) {
  let start = 0;
  return (
    <svg className="chart" height="6" aria-hidden="true">
      {parts.map((part) => {
        const x = start;
        start += part.value;
        return part.value > 0 && whole > 0 ? (
          <rect
            key={part.ink}
            x={percentOf(x, whole)}
            width={percentOf(part.value, whole)}
            height="6"
            className={`chart-${part.ink}`}
          />
        ) : null;
      })}
    </svg>
  );
}
