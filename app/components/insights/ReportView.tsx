import { Link } from '@remix-run/react';
import type { ValueName } from '#core/insights/schema.ts';
import { WrittenBy } from '../ai/WrittenBy.tsx';
import { paths } from '../paths.ts';
import { Notice } from '../ui/Notice.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import type { ShownFact, ShownLine, ShownReport } from './props.ts';

/** A report: its sentences, each beside the numbers it rests on. */
export function ReportView({ guildId, report }: { guildId: string; report: ShownReport }) {
  const { t } = useWords();
  const format = useFormat();
  const { period, lines, withheld } = report;
  return (
    <section aria-labelledby="report">
      <h2 id="report" className="text-20 font-semibold">
        {t('insights:report.days', {
          days: format.days(period.fromDay, period.toDay),
          zone: format.zone(report.timeZone),
        })}
      </h2>
      <p className="text-12 text-ink-faint">
        {t(`insights:report.${report.kind}`)} ·{' '}
        {t('insights:report.written', { moment: format.moment(report.writtenAt.getTime(), report.timeZone) })}
      </p>
      <p className="measure mt-2 text-ink-soft">{report.wording}</p>
      {withheld > 0 ? (
        <div className="mt-3">
          <Notice tone="caution" title={t('insights:withheld', { count: withheld })} />
        </div>
      ) : null}
      {lines.length === 0 ? <p className="mt-4">{t('insights:report.nothing')}</p> : null}
      <ol className="mt-2 divide-y divide-line">
        {lines.map((line) => (
          <LineView key={line.facts.map(({ id }) => id).join()} line={line} />
        ))}
      </ol>
      <p className="mt-4 flex flex-wrap gap-x-4 gap-y-2 border-t border-line pt-4">
        {t('insights:report.files')}
        {(['md', 'json'] as const).map((kind) => (
          <a key={kind} className="link" href={paths.guildInsightsFile(guildId, kind, report.id)} download>
            {t(`insights:report.${kind === 'md' ? 'markdown' : 'json'}`)}
          </a>
        ))}
      </p>
    </section>
  );
}

function LineView({ line }: { line: ShownLine }) {
  const { t } = useWords();
  return (
    <li className="py-5">
      <p className="measure text-16 break-words">
        <bdi>{line.text}</bdi>
      </p>
      <WrittenBy by={line.by} surface="report">
        {t('insights:byRule')}
      </WrittenBy>
      {line.facts.map((fact) => (
        <FactView key={fact.id} fact={fact} />
      ))}
    </li>
  );
}

function FactView({ fact }: { fact: ShownFact }) {
  const { t } = useWords();
  const format = useFormat();
  const { fromDay, toDay } = fact.period;
  return (
    <div className="mt-3">
      {fact.sure ? <p className="measure text-ink-soft">{t(`insights:sure.${fact.sure}`)}</p> : null}
      <p className="mt-2 text-12 text-ink-faint">
        {t('insights:rests')}: <bdi>{fact.subject}</bdi>
      </p>
      <dl className="mt-1 flex flex-wrap gap-x-6 gap-y-2">
        {fact.values.map(({ name, said }) => (
          <div key={name}>
            <dt className="text-12 text-ink-faint">{t(`insights:value.${name as ValueName}`)}</dt>
            <dd className="tabular-nums">{said}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2">
        <Link className="link" to={fact.href}>
          {t('insights:look', { days: fromDay === toDay ? format.dayName(fromDay) : format.days(fromDay, toDay) })}
        </Link>
      </p>
    </div>
  );
}
