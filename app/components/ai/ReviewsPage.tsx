import { Form } from '@remix-run/react';
import type { ReviewSums, WaitingSample } from '#core/ai/rules/views.ts';
import { verdicts } from '#core/ai/schema.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { RadioField } from '../ui/Choice.tsx';
import { Field } from '../ui/Field.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { Section } from '../ui/Section.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import type { ReviewsData } from './props.ts';
import { useFeatureName } from './use-feature-name.ts';
import { WrittenBy } from './WrittenBy.tsx';

/** Answers that were chosen by chance for staff to look at. */
export function ReviewsPage({ waiting, sums, done, problem }: ReviewsData) {
  const { t } = useWords();
  return (
    <>
      <PageHead title={t('ai:reviews.title')} lead={t('ai:reviews.lead')} links={[[paths.staff, t('staff:title')]]} />
      {problem ? (
        <Notice tone="bad" announce title={problem} />
      ) : done ? (
        <Notice tone="good" announce title={t('ai:reviews.done')} />
      ) : null}
      <div className="mt-8 space-y-10">
        <Section id="waiting" title={t('ai:staff.reviews')}>
          {waiting.length === 0 ? <p className="text-ink-soft">{t('ai:reviews.none')}</p> : null}
          <ul className="space-y-8">
            {waiting.map((sample) => (
              <OneAnswer key={sample.callId} sample={sample} />
            ))}
          </ul>
        </Section>
        {sums.length === 0 ? null : <Sums sums={sums} />}
      </div>
    </>
  );
}

function OneAnswer({ sample: { callId, feature, at, text, overdue } }: { sample: WaitingSample }) {
  const { t } = useWords();
  const format = useFormat();
  const nameOf = useFeatureName();
  return (
    <li className="border-t border-line pt-4">
      <p className="font-medium">
        {nameOf(feature)} <span className="font-normal text-ink-soft">{format.moment(at.getTime(), 'UTC')}</span>
      </p>
      {overdue ? <p className="font-medium text-caution">{t('ai:reviews.overdue')}</p> : null}
      <WrittenBy by="model" surface="sample" />
      <blockquote className="measure my-3 border-s-2 border-edge ps-4 break-words whitespace-pre-wrap">
        <bdi>{text}</bdi>
      </blockquote>
      <Form method="post" className="max-w-md space-y-4">
        <input type="hidden" name="callId" value={callId} />
        <RadioField
          name="verdict"
          label={t('ai:reviews.verdict')}
          options={verdicts.map((value) => ({ value, label: t(`ai:verdict.${value}`) }))}
        />
        <Field name="note" label={t('ai:reviews.note')} help={t('ai:reviews.noteHelp')} maxLength={500} />
        <Button>{t('ai:reviews.verb')}</Button>
      </Form>
    </li>
  );
}

function Sums({ sums }: { sums: readonly ReviewSums[] }) {
  const { t } = useWords();
  const format = useFormat();
  const nameOf = useFeatureName();
  const title = t('ai:reviews.sums');
  return (
    <Section id="sums" title={title}>
      <Table
        caption={title}
        head={
          <>
            <Th>{t('ai:own.use')}</Th>
            <Th number>{t('ai:reviews.chosen')}</Th>
            <Th number>{t('ai:reviews.reviewed')}</Th>
            <Th number>{t('ai:reviews.late')}</Th>
            <Th number>{t('ai:reviews.errorShare')}</Th>
          </>
        }
      >
        {sums.map(({ feature, chosen, reviewed, overdue, verdicts }) => (
          <Tr key={feature} marked={overdue > 0}>
            <Td>{nameOf(feature)}</Td>
            <Td number>{format.count(chosen)}</Td>
            <Td number>{format.count(reviewed)}</Td>
            <Td number>{format.count(overdue)}</Td>
            <Td number>{reviewed === 0 ? null : format.percent((verdicts.wrong + verdicts.harmful) / reviewed)}</Td>
          </Tr>
        ))}
      </Table>
    </Section>
  );
}
