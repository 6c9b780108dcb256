import { Form, Link } from '@remix-run/react';
import { KEPT_DAYS, MOST_ASKED, type ReportProblem } from '#core/insights/schema.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { Section } from '../ui/Section.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import type { InsightsData } from './props.ts';
import { ReportView } from './ReportView.tsx';

/** What changed in seven days of a guild: the newest report, how it came about, and the ones before. */
export function InsightsPage({ problem, ...data }: InsightsData & { problem: ReportProblem | null }) {
  const { t } = useWords();
  const { guild, report, premium, done, mayWrite } = data;
  return (
    <>
      <PageHead title={t('insights:title')} lead={t('insights:lead')} />
      <div className="space-y-8">
        {problem ? <Notice tone="caution" announce title={t(`insights:problem.${problem}`)} /> : null}
        {done ? <Notice tone="good" announce title={t(`insights:done.${done}`)} /> : null}
        {premium ? null : <Notice title={t('insights:withoutPremium')} />}
        <Notice title={t('insights:guidance.title')}>
          <p>{t('insights:guidance.body')}</p>
          <p>{t('insights:guidance.method')}</p>
        </Notice>
        {report ? (
          <ReportView guildId={guild.id} report={report} />
        ) : (
          <EmptyState
            title={t('insights:empty.title')}
            example={<p className="measure text-ink-soft">{t('insights:empty.example')}</p>}
          >
            <p>{t('insights:empty.body')}</p>
          </EmptyState>
        )}
        {mayWrite && premium ? (
          <Section
            id="write"
            title={t('insights:write.title')}
            body={t('insights:write.before', { count: MOST_ASKED })}
          >
            <Form method="post">
              <Button kind="primary" name="intent" value="write">
                {t('insights:write.button')}
              </Button>
            </Form>
          </Section>
        ) : null}
        <AiChoice {...data} />
        <Older {...data} />
      </div>
    </>
  );
}

function AiChoice({ out, mayWrite }: InsightsData) {
  const { t } = useWords();
  return (
    <Section id="ai" title={t('insights:ai.title')} body={t(out ? 'insights:ai.off' : 'insights:ai.on')}>
      {mayWrite ? (
        <Form method="post">
          <Button name="intent" value={out ? 'ai-on' : 'ai-off'}>
            {t(out ? 'insights:ai.turnOn' : 'insights:ai.turnOff')}
          </Button>
        </Form>
      ) : null}
    </Section>
  );
}

function Older({ guild, older }: InsightsData) {
  const { t } = useWords();
  const format = useFormat();
  if (older.length === 0) return null;
  return (
    <Section id="older" title={t('insights:older.title')} body={t('insights:older.body', { count: KEPT_DAYS })}>
      <ul className="space-y-2">
        {older.map(({ id, kind, period }) => (
          <li key={id}>
            <Link className="link" to={paths.guildInsights(guild.id, id)}>
              {t('insights:older.open', {
                days: format.days(period.fromDay, period.toDay),
                kind: t(`insights:report.${kind}`),
              })}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
