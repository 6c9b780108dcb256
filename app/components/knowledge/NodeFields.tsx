import { LONGEST_TEXT, LONGEST_TITLE, nodeKinds } from '#core/knowledge/schema.ts';
import { SelectField, TextField } from '../ui/Choice.tsx';
import { Field } from '../ui/Field.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useWords } from '../ui/words.ts';
import type { KnowledgeProblem } from './props.ts';

/** What is wrong, summed up above a form. */
export function ProblemNotice({ problem }: { problem: KnowledgeProblem | null }) {
  const { t } = useWords();
  if (!problem) return null;
  return (
    <Notice tone="bad" announce title={t('knowledge:form.problem')}>
      {problem.conflict ? <p>{t(`knowledge:conflict.${problem.conflict}`)}</p> : null}
      {Object.keys(problem.fields).length > 0 ? (
        <ul className="list-disc ps-5">
          {Object.entries(problem.fields).map(([field, why]) => (
            <li key={field}>{t(`knowledge:wrong.${why}`)}</li>
          ))}
        </ul>
      ) : null}
    </Notice>
  );
}

/** What people write of a node. */
export function NodeFields({
  values,
  problem,
}: {
  values: { kind?: string; title?: string; text?: string; reviewOn?: string };
  problem: KnowledgeProblem | null;
}) {
  const { t } = useWords();
  const errorOf = (field: 'kind' | 'title' | 'text' | 'reviewOn') => {
    const why = problem?.fields[field];
    return why ? t(`knowledge:wrong.${why}`) : undefined;
  };
  return (
    <>
      <SelectField
        name="kind"
        label={t('knowledge:form.kind')}
        nothing={t('knowledge:form.chooseKind')}
        options={nodeKinds.map((kind) => ({ value: kind, label: t(`knowledge:kind.${kind}`) }))}
        defaultValue={values.kind}
        error={errorOf('kind')}
      />
      <Field
        name="title"
        label={t('knowledge:form.title')}
        help={t('knowledge:form.titleHelp', { count: LONGEST_TITLE })}
        required
        maxLength={LONGEST_TITLE}
        autoComplete="off"
        defaultValue={values.title}
        error={errorOf('title')}
      />
      <TextField
        name="text"
        label={t('knowledge:form.text')}
        help={t('knowledge:form.textHelp', { count: LONGEST_TEXT })}
        maxLength={LONGEST_TEXT}
        optional
        defaultValue={values.text}
        error={errorOf('text')}
      />
      <Field
        type="date"
        name="reviewOn"
        label={t('knowledge:form.reviewOn')}
        help={t('knowledge:form.reviewHelp')}
        defaultValue={values.reviewOn}
        error={errorOf('reviewOn')}
      />
    </>
  );
}
