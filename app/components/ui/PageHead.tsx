import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { useWords } from './words.ts';

/** Where to, and what that is called. */
type PageLink = readonly [to: string, words: string];

/** What a page is called and for, and the pages it belongs to. */
export function PageHead({
  title,
  lead,
  reading = false,
  links = [],
  back,
  beside,
  children,
}: {
  title: ReactNode;
  lead?: ReactNode;
  /** That the page is rather read than worked with: its lead is larger. */
  reading?: boolean;
  links?: readonly PageLink[];
  /** The page above this one. */
  back?: PageLink;
  /** Across from the title where there is room: of when the page is. */
  beside?: ReactNode;
  /** What else is to say, before the links. */
  children?: ReactNode;
}) {
  const { t } = useWords();
  return (
    <>
      {back ? (
        <nav aria-label={t('ui:head.back')} className="mb-4">
          <PageLinkTo link={back} />
        </nav>
      ) : null}
      <header className={classes('mb-8', beside ? 'flex flex-wrap items-end justify-between gap-x-6 gap-y-2' : null)}>
        <div className="min-w-0">
          <h1 className="text-28 font-semibold break-words">{title}</h1>
          {lead ? <p className={classes('measure text-ink-soft', reading && 'mt-3 text-16')}>{lead}</p> : null}
          {children}
          {links.length === 0 ? null : (
            <ul className={classes('flex flex-wrap gap-x-6 gap-y-2 print:hidden', reading ? 'mt-3' : 'mt-2')}>
              {links.map((link) => (
                <li key={link[0]}>
                  <PageLinkTo link={link} />
                </li>
              ))}
            </ul>
          )}
        </div>
        {beside}
      </header>
    </>
  );
}

function PageLinkTo({ link: [to, words] }: { link: PageLink }) {
  return (
    <Link to={to} className="link">
      {words}
    </Link>
  );
}
