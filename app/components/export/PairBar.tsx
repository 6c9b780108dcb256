const HEIGHT = 6;

/** Two numbers as bars from zero, one under the other. The numbers themselves stand beside them. */
export function PairBar({ discord, here, most }: { discord: number | null; here: number | null; most: number }) {
  const width = (value: number | null) => `${most > 0 ? ((value ?? 0) / most) * 100 : 0}%`;
  return (
    <svg className="chart" height={2 * HEIGHT + 2} aria-hidden="true">
      <rect width={width(discord)} height={HEIGHT} className="chart-bar-low" />
      <rect y={HEIGHT + 2} width={width(here)} height={HEIGHT} className="chart-bar" />
    </svg>
  );
}
