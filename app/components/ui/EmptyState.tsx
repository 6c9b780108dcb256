import type { ReactNode } from 'react';

/** Where there is nothing yet: why, the next step, and an example of what will stand here. */
export function EmptyState({
  title,
  children,
  action,
  example,
}: {
  title: string;
  children: ReactNode;
  action?: ReactNode;
  example?: ReactNode;
}) {
  return (
    <div className="border-t border-line py-8">
      <h2 className="text-16 font-semibold">{title}</h2>
      <div className="measure mt-1 space-y-2 text-ink-soft">{children}</div>
      {action ? <div className="mt-4">{action}</div> : null}
      {example ? <div className="mt-6">{example}</div> : null}
    </div>
  );
}
