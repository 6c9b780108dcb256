import Download from 'lucide-react/icons/download';
import { paths } from '../paths.ts';
import { useWords } from '../ui/words.ts';
import { exportFiles, fileWords } from './files.ts';
import type { ExportData } from './props.ts';

/** The files of the chosen days. Links, so that a browser may resume, copy and script them. */
export function Files({ guild, chosen, schema }: Pick<ExportData, 'guild' | 'chosen' | 'schema'>) {
  const { t } = useWords();
  const query = new URLSearchParams({ from: chosen.from, to: chosen.to });
  return (
    <section aria-labelledby="files" className="space-y-3 border-t border-line pt-6">
      <h2 id="files" className="text-16 font-semibold">
        {t('export:files.title')}
      </h2>
      <p className="measure text-ink-soft">{t('export:files.body', { schema })}</p>
      <ul className="max-w-3xl divide-y divide-line border-y border-line">
        {exportFiles.map((file) => (
          <li key={file} className="flex flex-wrap items-baseline gap-x-6 gap-y-1 py-2.5">
            <a
              href={`${paths.exportFile(guild.id, file)}?${query}`}
              download
              aria-label={t('export:files.download', { file })}
              className="link inline-flex w-40 shrink-0 items-center gap-2 font-medium"
            >
              <Download aria-hidden="true" className="size-4 shrink-0" />
              <code className="font-sans">{file}</code>
            </a>
            <span className="min-w-0 flex-1 basis-64 text-ink-soft">{t(`export:files.${fileWords[file]}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
