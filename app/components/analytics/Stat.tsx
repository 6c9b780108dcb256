import type { ReactNode } from 'react';

/** One figure: its name, its value, what it is compared with, and how much of the time behind it was observed. */
export function Stat({
  term,
  value,
  exact,
  change,
  coverage,
  children,
}: {
  /** A Definition. */
  term: ReactNode;
  value: string;
  /** The whole number, where `value` is rounded. */
  exact: string | null;
  change?: ReactNode;
  /** "At least: 93% observed", where not all of the time was. */
  coverage: string | null;
  children?: ReactNode;
}) {
  return (
    <div className="flex flex-col gap-1 py-3 sm:px-6 sm:py-1 sm:first:ps-0 sm:last:pe-0">
      {term}
      <p className="text-28 font-semibold tabular-nums sm:text-40" {...(exact ? { title: exact } : {})}>
        {value}
      </p>
      {coverage ? (
        <p className="flex items-center gap-2 text-12 font-medium text-ink-soft">
          <span aria-hidden="true" className="hatch inline-block h-3 w-5 rounded-sm border border-edge" />
          {coverage}
        </p>
      ) : null}
      {change ? <div className="text-12 text-ink-soft tabular-nums">{change}</div> : null}
      {children ? <div className="text-12 text-ink-soft tabular-nums">{children}</div> : null}
    </div>
  );
}
