import { Form } from '@remix-run/react';
import type { StaffCase } from '#core/support/schema.ts';
import { paths } from '../paths.ts';
import { Times } from '../support/Times.tsx';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/Choice.tsx';
import { Section } from '../ui/Section.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import type { GovernanceData, GovernanceProblem } from './governance-props.ts';

/** What people wrote, what is due first on top, and the form that answers it. */
export function Desk({ cases, times, nowMs, problem }: GovernanceData) {
  const { t } = useWords();
  return (
    <Section id="desk" title={t('contact:desk.title')} body={t('contact:desk.body')}>
      <Times times={times} />
      {cases.length === 0 ? <p className="text-ink-soft">{t('contact:desk.none')}</p> : null}
      <ul className="space-y-6">
        {cases.map((one) => (
          <OneCase key={one.id} one={one} nowMs={nowMs} problem={problem} />
        ))}
      </ul>
    </Section>
  );
}

function OneCase({ one, nowMs, problem }: { one: StaffCase; nowMs: number; problem: GovernanceProblem | null }) {
  const { t } = useWords();
  const format = useFormat();
  const { id, channel, topic, words, accountId, receivedAt, dueAt, answeredAt, answer } = one;
  const moment = (at: Date) => format.moment(at.getTime(), 'UTC');
  const mine = problem?.intent === 'answer' && problem.values.caseId === id ? problem : null;
  const isOverdue = !answeredAt && dueAt.getTime() < nowMs;
  return (
    <li className="border-t border-line pt-3">
      <p className="font-medium">
        {moment(receivedAt)} · {t(`contact:desk.by.${channel}`)} · {t(`contact:topics.${topic}`)} ·{' '}
        {accountId ?? t('contact:desk.visitor')}
      </p>
      <p className="measure mt-1 whitespace-pre-wrap">
        <bdi>{words}</bdi>
      </p>
      {answeredAt ? (
        <>
          <p className="mt-2 text-ink-soft">{t('contact:desk.answeredOn', { when: moment(answeredAt) })}</p>
          <p className="measure whitespace-pre-wrap text-ink-soft">
            <bdi>{answer}</bdi>
          </p>
        </>
      ) : (
        <>
          <p className={isOverdue ? 'mt-2 text-bad' : 'mt-2 text-ink-soft'}>
            {t(isOverdue ? 'contact:desk.overdue' : 'contact:desk.due', { when: moment(dueAt) })}
          </p>
          <details open={mine !== null}>
            <summary
              aria-label={t('contact:desk.answerOf', { when: moment(receivedAt) })}
              className="inline-block rounded-sm font-medium underline underline-offset-4"
            >
              {t('contact:desk.answer')}
            </summary>
            <Form method="post" action={paths.governance} className="mt-3 max-w-2xl space-y-3">
              <input type="hidden" name="intent" value="answer" />
              <input type="hidden" name="caseId" value={id} />
              <TextField
                name="answer"
                label={t('contact:desk.answerLabel')}
                help={t('contact:desk.answerHelp')}
                minLength={10}
                maxLength={4_000}
                defaultValue={mine?.values.answer}
                error={mine?.fields.answer}
              />
              <Button>{t('contact:desk.answer')}</Button>
            </Form>
          </details>
        </>
      )}
    </li>
  );
}
