import { paths } from '../paths.ts';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useWords } from '../ui/words.ts';
import { ComparisonSection } from './ComparisonSection.tsx';
import { ImportedFiles } from './ImportedFiles.tsx';
import { ImportForm } from './ImportForm.tsx';
import type { InsightsData, InsightsOutcome, SentFile } from './insights-props.ts';

/** The files of Discord's Server Insights beside what was counted here, never merged. */
export function InsightsPage({ outcome, ...data }: InsightsData & { outcome: InsightsOutcome | null }) {
  const { t } = useWords();
  const { guild, files, comparisons, deleted } = data;
  return (
    <>
      <PageHead
        back={[paths.export(guild.id), t('export:title')]}
        title={t('export:insights.title')}
        lead={<bdi>{guild.name}</bdi>}
      >
        <p className="measure mt-3 text-ink-soft">{t('export:insights.lead')}</p>
      </PageHead>
      <div className="space-y-8">
        {outcome && 'sent' in outcome ? <Sent files={outcome.sent} /> : null}
        {outcome && 'problem' in outcome && outcome.problem === 'gone' ? (
          <Notice tone="bad" announce title={t('export:insights.files.gone')} />
        ) : null}
        {deleted && !outcome ? <Notice tone="good" announce title={t('export:insights.files.deleted')} /> : null}
        {comparisons.map((comparison) => (
          <ComparisonSection key={`${comparison.kind} ${comparison.interval} ${comparison.measure}`} {...comparison} />
        ))}
        <ImportForm most={data.most} problem={outcome && 'problem' in outcome ? outcome.problem : null} />
        <ImportedFiles files={files} />
      </div>
    </>
  );
}

/** What became of the files that were sent, each by its name. */
function Sent({ files }: { files: readonly SentFile[] }) {
  const { t } = useWords();
  const taken = files.flatMap((file) => ('taken' in file ? [file] : []));
  const refused = files.flatMap((file) => ('refused' in file ? [file] : []));
  return (
    <div className="space-y-3">
      {refused.length > 0 ? (
        <Notice tone="bad" announce title={t('export:insights.import.refusedTitle')}>
          <ul className="list-disc ps-5">
            {refused.map(({ name, refused: { why, ...more } }) => (
              <li key={name} className="break-words">
                {t(`export:insights.refused.${why}`, { name, ...more })}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {taken.length > 0 ? (
        <Notice tone="good" announce title={t('export:insights.import.takenTitle')}>
          <ul className="list-disc ps-5">
            {taken.map(({ name, taken: { kind, interval, lines } }) => (
              <li key={name} className="break-words">
                {t('export:insights.import.taken', {
                  name,
                  kind: t(`export:insights.kind.${kind}`),
                  interval: t(`export:insights.interval.${interval}`),
                  count: lines,
                })}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </div>
  );
}
