import { Link, useLocation } from '@remix-run/react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { downloadPng } from '../charts/download-png.ts';
import { useWords } from '../ui/words.ts';

/**
 * The table behind a chart, and what can be taken along. A table is drawn where somebody opens it, for all of them are a
 * quarter of a page; without JavaScript the page comes with them when `?tables=all` asks for it.
 */
export function ChartFooter({
  files,
  table,
}: {
  files: { csv: string; picture: string; name: string } | null;
  table: () => ReactNode;
}) {
  const { t } = useWords();
  const { pathname, search } = useLocation();
  const asked = new URLSearchParams(search);
  const all = asked.get('tables') === 'all';
  const details = useRef<HTMLDetailsElement>(null);
  const [opened, setOpened] = useState(all);
  useEffect(() => {
    // It may have been opened before the script was there.
    if (details.current?.open) setOpened(true);
  }, []);
  asked.set('tables', 'all');
  const look = 'rounded-sm text-ink-faint underline-offset-4 hover:text-ink hover:underline';
  return (
    <div className="mt-1 flex flex-wrap justify-between gap-x-6 gap-y-1 text-12">
      <details
        ref={details}
        className="open:w-full"
        open={all}
        onToggle={({ currentTarget }) => {
          if (currentTarget.open) setOpened(true);
        }}
      >
        <summary className={`inline-block ${look}`}>{t('ui:chart.table')}</summary>
        <div className="py-3 text-14">
          {opened ? (
            table()
          ) : (
            <Link to={`${pathname}?${asked}`} className="rounded-sm underline underline-offset-4 js:hidden">
              {t('ui:chart.tables')}
            </Link>
          )}
        </div>
      </details>
      {files ? (
        <p className="flex gap-4">
          <a href={files.csv} download={`${files.name}.csv`} className={look}>
            {t('ui:chart.csv')}
          </a>
          <a href={files.picture} download={`${files.name}.svg`} className={look}>
            {t('ui:chart.picture')}
          </a>
          <button
            type="button"
            className={`${look} invisible js:visible`}
            onClick={() => void downloadPng(files.picture, `${files.name}.png`)}
          >
            {t('ui:chart.png')}
          </button>
        </p>
      ) : null}
    </div>
  );
}
