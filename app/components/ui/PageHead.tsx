import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';

/** What a page is called and for, and the pages it belongs to. */
export function PageHead({
  title,
  lead,
  links = [],
}: {
  title: string;
  lead: ReactNode;
  /** Where to, and what that is called. */
  links?: readonly (readonly [to: string, words: string])[];
}) {
  return (
    <header className="mb-8">
      <h1 className="text-28 font-semibold">{title}</h1>
      <p className="measure text-ink-soft">{lead}</p>
      {links.length === 0 ? null : (
        <p className="mt-2 flex flex-wrap gap-x-6 gap-y-2">
          {links.map(([to, words]) => (
            <Link key={to} to={to} className="link">
              {words}
            </Link>
          ))}
        </p>
      )}
    </header>
  );
}
