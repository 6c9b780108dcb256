import type { ReactNode } from 'react';

/** Figures beside each other, under each other where there is no room. */
export function StatRow({ children }: { children: ReactNode }) {
  return (
    <div className="grid divide-line max-sm:divide-y sm:auto-cols-fr sm:grid-flow-col sm:divide-x">{children}</div>
  );
}
