import { Form } from '@remix-run/react';
import {
  type ChangeSource,
  CUT_OFF_DAYS,
  type FeedbackWeek,
  keyOfSource,
  PEOPLE_FLOOR,
} from '#core/ai/rules/feedback.ts';
import { Button } from '../ui/Button.tsx';
import { SelectField, TextField } from '../ui/Choice.tsx';
import { Section } from '../ui/Section.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import type { SwitchProblem } from './props.ts';
import { useFeatureName } from './use-feature-name.ts';

const DAY_MS = 86_400_000;

/** What people made of answers, added up, and the form that says what was changed because of it. */
export function Feedback({
  weeks,
  sources,
  problem,
}: {
  weeks: readonly FeedbackWeek[];
  sources: readonly ChangeSource[];
  problem: SwitchProblem | null;
}) {
  const { t } = useWords();
  const title = t('ai:staff.feedback.title');
  return (
    <Section
      id="feedback"
      title={title}
      body={t('ai:staff.feedback.body', { days: CUT_OFF_DAYS, people: PEOPLE_FLOOR })}
    >
      {weeks.length === 0 ? (
        <p className="text-ink-soft">{t('ai:staff.feedback.none')}</p>
      ) : (
        <Weeks weeks={weeks} title={title} />
      )}
      {sources.length === 0 ? (
        <p className="mt-4 text-ink-soft">{t('ai:staff.feedback.nothing')}</p>
      ) : (
        <ChangeForm sources={sources} problem={problem} />
      )}
    </Section>
  );
}

function Weeks({ weeks, title }: { weeks: readonly FeedbackWeek[]; title: string }) {
  const { t } = useWords();
  const format = useFormat();
  const nameOf = useFeatureName();
  return (
    <Table
      caption={title}
      head={
        <>
          <Th>{t('ai:staff.feedback.week')}</Th>
          <Th>{t('ai:own.use')}</Th>
          <Th number>{t('ai:staff.feedback.kept')}</Th>
          <Th number>{t('ai:staff.feedback.overridden')}</Th>
          <Th number>{t('ai:staff.feedback.people')}</Th>
        </>
      }
    >
      {weeks.map(({ feature, week, kept, overridden, people }) => (
        <Tr key={`${feature} ${week}`}>
          <Td>{format.date(week * DAY_MS, 'UTC')}</Td>
          <Td>{nameOf(feature)}</Td>
          <Td number>{format.count(kept)}</Td>
          <Td number>{format.count(overridden)}</Td>
          <Td number>{format.count(people)}</Td>
        </Tr>
      ))}
    </Table>
  );
}

function ChangeForm({ sources, problem }: { sources: readonly ChangeSource[]; problem: SwitchProblem | null }) {
  const { t } = useWords();
  const format = useFormat();
  const nameOf = useFeatureName();
  const labelOf = (source: ChangeSource) =>
    source.kind === 'incident'
      ? t('ai:staff.feedback.ofIncident', { week: format.date(source.noticedAt.getTime(), 'UTC') })
      : t(`ai:staff.feedback.${source.kind === 'feedback' ? 'ofFeedback' : 'ofReviews'}`, {
          feature: nameOf(source.feature),
          week: format.date(source.week * DAY_MS, 'UTC'),
        });
  return (
    <Form method="post" className="mt-6 max-w-md space-y-4" aria-labelledby="change">
      <div>
        <h3 id="change" className="font-semibold">
          {t('ai:staff.feedback.link')}
        </h3>
        <p className="text-ink-soft">{t('ai:staff.feedback.before')}</p>
      </div>
      <SelectField
        name="source"
        label={t('ai:staff.feedback.source')}
        nothing={t('ai:staff.feedback.choose')}
        options={sources.map((source) => ({ value: keyOfSource(source), label: labelOf(source) }))}
        defaultValue={problem?.values.source}
        error={problem?.fields.source}
      />
      <TextField
        name="words"
        label={t('ai:staff.feedback.words')}
        help={t('ai:staff.feedback.wordsHelp')}
        minLength={20}
        maxLength={500}
        defaultValue={problem?.values.words}
        error={problem?.fields.words}
      />
      <Button name="intent" value="change">
        {t('ai:staff.feedback.verb')}
      </Button>
    </Form>
  );
}
