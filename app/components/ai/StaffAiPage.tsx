import { Form, Link } from '@remix-run/react';
import { dollarsOf } from '#core/ai/rules/money.ts';
import { Events } from '../audit/Events.tsx';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { Section } from '../ui/Section.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { Evaluations } from './Evaluations.tsx';
import { Feedback } from './Feedback.tsx';
import type { StaffAiData } from './props.ts';
import { Switched } from './Switched.tsx';
import { SwitchForm } from './SwitchForm.tsx';

const outcomes = {
  switched: 'ai:staff.done',
  wanted: 'ai:evaluation.wanted',
  changed: 'ai:staff.feedback.done',
} as const;

/** What staff see of all uses of models, and the switches. */
export function StaffAiPage({ view, viewerId, done, problem }: StaffAiData) {
  const { t } = useWords();
  const format = useFormat();
  const { today, open, samples } = view;
  const money = (nanos: bigint) => format.dollars(dollarsOf(nanos));
  return (
    <>
      <PageHead
        title={t('ai:staff.title')}
        lead={t('ai:staff.lead')}
        links={[
          [paths.staff, t('staff:title')],
          [paths.ai, t('ai:title')],
        ]}
      />
      <div className="mb-8 space-y-4">
        {problem ? (
          <Notice tone="bad" announce title={t('ui:form.problems')}>
            {Object.entries(problem.fields).map(([field, words]) => (
              <p key={field}>{words}</p>
            ))}
          </Notice>
        ) : done ? (
          <Notice tone="good" announce title={t(outcomes[done])} />
        ) : null}
        {view.hasModel ? null : <Notice title={t('ai:staff.noModel')} />}
      </div>
      <div className="space-y-10">
        <Section id="today" title={t('ai:staff.today')}>
          <ul className="space-y-1">
            <li>
              {today.mostNanos === null
                ? t('ai:staff.spentAlone', { spent: money(today.spentNanos) })
                : t('ai:staff.spent', { spent: money(today.spentNanos), most: money(today.mostNanos) })}
            </li>
            <li>{t('ai:staff.running', { count: open.running })}</li>
            <li className={open.stuck > 0 ? 'font-medium text-bad' : undefined}>
              {t('ai:staff.stuck', { count: open.stuck })}
            </li>
            <li>{t('ai:staff.unbilled', { count: open.unbilled })}</li>
          </ul>
        </Section>
        <Section id="switches" title={t('ai:staff.switches')}>
          <Switched view={view} />
          <SwitchForm view={view} problem={problem} />
        </Section>
        <Section id="reviews" title={t('ai:staff.reviews')}>
          <p>
            <Link to={paths.aiReviews} className="link">
              {t('ai:staff.reviewsWaiting', { count: samples.waiting })}
            </Link>
          </p>
          {samples.oldest === null ? null : (
            <p className="text-ink-soft">
              {t('ai:staff.reviewsSince', { when: format.date(samples.oldest.getTime(), 'UTC') })}
            </p>
          )}
        </Section>
        <Feedback weeks={view.feedback} sources={view.changeSources} problem={problem} />
        <Section id="evaluations" title={t('ai:evaluation.title')} body={t('ai:evaluation.lead')}>
          <Evaluations runs={view.evaluations} />
          {view.hasModel && view.features.length > 0 ? (
            <Form method="post" className="mt-4">
              <p className="measure mb-2 text-ink-soft">{t('ai:evaluation.runNote')}</p>
              <Button name="intent" value="evaluate">
                {t('ai:evaluation.run')}
              </Button>
            </Form>
          ) : null}
        </Section>
        <Section id="incidents" title={t('ai:staff.incidents')} body={t('ai:staff.incidentsBody')}>
          <Link to={paths.governance} className="link">
            {t('ai:staff.incidentsLink')}
          </Link>
        </Section>
        <Section id="history" title={t('ai:staff.history')}>
          <Events
            page={{ events: view.history, next: null }}
            caption={t('ai:staff.history')}
            none={t('ai:staff.historyNone')}
            viewerId={viewerId}
            olderAt={() => paths.staffAudit}
            newestAt={null}
          />
        </Section>
      </div>
    </>
  );
}
