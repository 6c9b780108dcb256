import type { ReactNode } from 'react';

/** One subject of the page. */
export function Section({
  id,
  title,
  body,
  children,
}: {
  id: string;
  title: string;
  body?: string;
  children: ReactNode;
}) {
  return (
    <section aria-labelledby={id} className="border-t border-line pt-6">
      <h2 id={id} className="text-16 font-semibold">
        {title}
      </h2>
      {body ? <p className="measure text-ink-soft">{body}</p> : null}
      <div className="mt-3">{children}</div>
    </section>
  );
}
