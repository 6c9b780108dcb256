import { Form } from '@remix-run/react';
import type { Incident } from '#core/policies/schema.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Section } from '../ui/Section.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import type { GovernanceData, GovernanceProblem } from './governance-props.ts';

/** What happened to data, who has to be told by when, and the forms that record it. */
export function Incidents({ incidents, nowMs, problem }: GovernanceData) {
  const { t } = useWords();
  const mine = problem?.intent === 'open-incident' ? problem : null;
  return (
    <Section
      id="incidents"
      title={t('operator:governance.incidents.title')}
      body={t('operator:governance.incidents.body')}
    >
      {incidents.length === 0 ? <p className="text-ink-soft">{t('operator:governance.incidents.none')}</p> : null}
      <ul className="space-y-6">
        {incidents.map((incident) => (
          <OneIncident key={incident.id} incident={incident} nowMs={nowMs} problem={problem} />
        ))}
      </ul>
      <details className="mt-4" open={mine !== null}>
        <summary className="inline-block rounded-sm font-medium underline underline-offset-4">
          {t('operator:governance.incidents.openTitle')}
        </summary>
        <Form method="post" action={paths.governance} className="mt-3 max-w-md space-y-4">
          <p className="text-ink-soft">{t('operator:governance.incidents.openBody')}</p>
          <input type="hidden" name="intent" value="open-incident" />
          <Field
            name="noticedAt"
            type="datetime-local"
            label={t('operator:governance.incidents.noticedAt')}
            required
            defaultValue={mine?.values.noticedAt}
            error={mine?.fields.noticedAt}
          />
          <Field
            name="words"
            label={t('operator:governance.incidents.words')}
            help={t('operator:governance.incidents.wordsHelp')}
            required
            minLength={20}
            maxLength={2_000}
            defaultValue={mine?.values.words}
            error={mine?.fields.words}
          />
          <label className="flex min-h-9 items-center gap-2">
            <input type="checkbox" name="drill" value="yes" defaultChecked={mine?.values.drill === 'yes'} />
            {t('operator:governance.incidents.drill')}
          </label>
          <label className="flex min-h-9 items-center gap-2">
            <input type="checkbox" name="about" value="ai" defaultChecked={mine?.values.about === 'ai'} />
            {t('operator:governance.incidents.aboutAi')}
          </label>
          <Button kind="danger">{t('operator:governance.incidents.open')}</Button>
        </Form>
      </details>
    </Section>
  );
}

type Shown = { incident: Incident; nowMs: number; problem: GovernanceProblem | null };

function OneIncident({ incident, nowMs, problem }: Shown) {
  const { t } = useWords();
  const format = useFormat();
  const { id, drill, noticedAt, words, closedAt, notices } = incident;
  const told = notices.every(({ sentAt }) => sentAt !== null);
  return (
    <li className="border-t border-line pt-3">
      <p className="font-medium">
        {format.moment(noticedAt.getTime(), 'UTC')} {drill ? t('policies:incidents.drill') : null}{' '}
        {incident.about === 'ai' ? t('policies:incidents.ai') : null}
      </p>
      <p className="measure text-ink-soft">
        <bdi>{words}</bdi>
      </p>
      <ul className="mt-2 space-y-2">
        {notices.map((notice) => (
          <Told key={notice.audience} id={id} notice={notice} nowMs={nowMs} problem={problem} />
        ))}
      </ul>
      {closedAt ? (
        <p className="mt-2 text-ink-soft">
          {t('operator:governance.incidents.closed', { date: format.date(closedAt.getTime(), 'UTC') })}
        </p>
      ) : null}
      {told && !closedAt ? (
        <StepForm
          intent="close"
          fields={{ incidentId: id }}
          name="lessons"
          label={t('operator:governance.incidents.lessons')}
          verb={t('operator:governance.incidents.close')}
          problem={problem?.values.incidentId === id ? problem : null}
        />
      ) : null}
    </li>
  );
}

function Told({
  id,
  notice: { audience, dueAt, sentAt },
  nowMs,
  problem,
}: {
  id: string;
  notice: Incident['notices'][number];
  nowMs: number;
  problem: GovernanceProblem | null;
}) {
  const { t } = useWords();
  const format = useFormat();
  const state = sentAt ? 'told' : dueAt.getTime() < nowMs ? 'overdue' : 'due';
  const when = format.moment((sentAt ?? dueAt).getTime(), 'UTC');
  const who = t(`operator:governance.incidents.who.${audience}`);
  const isMine = problem?.values.incidentId === id && problem.values.audience === audience;
  return (
    <li>
      <p className={state === 'overdue' ? 'text-bad' : undefined}>
        {t(`operator:governance.incidents.${state}`, { who, when })}
      </p>
      {sentAt ? null : (
        <StepForm
          intent="tell"
          fields={{ incidentId: id, audience }}
          name="evidence"
          label={t('operator:governance.incidents.evidence')}
          body={t(`operator:governance.incidents.tellBody.${audience}`)}
          verb={t(`operator:governance.incidents.tell.${audience}`)}
          problem={isMine ? problem : null}
        />
      )}
    </li>
  );
}

/** A step of an incident that needs words, folded behind its verb. */
function StepForm({
  intent,
  fields,
  name,
  label,
  body,
  verb,
  problem,
}: {
  intent: 'tell' | 'close';
  fields: Record<string, string>;
  name: 'evidence' | 'lessons';
  label: string;
  body?: string;
  verb: string;
  problem: GovernanceProblem | null;
}) {
  const mine = problem?.intent === intent ? problem : null;
  return (
    <details open={mine !== null}>
      <summary className="inline-block rounded-sm font-medium underline underline-offset-4">{verb}</summary>
      <Form method="post" action={paths.governance} className="mt-3 max-w-md space-y-3">
        {body ? <p className="text-ink-soft">{body}</p> : null}
        <input type="hidden" name="intent" value={intent} />
        {Object.entries(fields).map(([field, value]) => (
          <input key={field} type="hidden" name={field} value={value} />
        ))}
        <Field
          name={name}
          label={label}
          required
          minLength={5}
          maxLength={500}
          defaultValue={mine?.values[name]}
          error={mine?.fields[name]}
        />
        <Button>{verb}</Button>
      </Form>
    </details>
  );
}
