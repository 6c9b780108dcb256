import type { ReactNode } from 'react';

/** Terms and what stands for each, two columns where there is room. */
export function Described({ entries }: { entries: readonly (readonly [term: string, description: ReactNode])[] }) {
  return (
    <dl className="grid max-w-2xl gap-x-6 gap-y-2 sm:grid-cols-[10rem_1fr]">
      {entries.map(([term, description]) => (
        <div key={term} className="contents">
          <dt className="text-ink-soft">{term}</dt>
          <dd className="min-w-0 break-words">{description}</dd>
        </div>
      ))}
    </dl>
  );
}
