import type { ReactNode } from 'react';
import { downloadPng } from '../charts/download-png.ts';
import { useWords } from '../ui/words.ts';

/** The table behind a chart, and what can be taken along. */
export function ChartFooter({
  files,
  children,
}: {
  files: { csv: string; picture: string; name: string } | null;
  children: ReactNode;
}) {
  const { t } = useWords();
  const look = 'rounded-sm text-ink-faint underline-offset-4 hover:text-ink hover:underline';
  return (
    <div className="mt-1 flex flex-wrap justify-between gap-x-6 gap-y-1 text-12">
      <details className="open:w-full">
        <summary className={`inline-block ${look}`}>{t('ui:chart.table')}</summary>
        <div className="py-3 text-14">{children}</div>
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
            className={`${look} hidden js:inline`}
            onClick={() => void downloadPng(files.picture, `${files.name}.png`)}
          >
            {t('ui:chart.png')}
          </button>
        </p>
      ) : null}
    </div>
  );
}
