import { Form } from '@remix-run/react';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { RadioField, SelectField, TextField } from '../ui/Choice.tsx';
import { Field } from '../ui/Field.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { EVERYWHERE, type RightField, type RightFormData, type RightProblem, WORDS_LENGTH } from './rights-props.ts';

/** One right as a form: what will happen, where, and the button that asks for it. */
export function RightPage({ data, problem }: { data: RightFormData; problem: RightProblem | null }) {
  const { t } = useWords();
  const { right } = data;
  return (
    <>
      <PageHead
        back={[paths.me, t('privacy-centre:back.me')]}
        title={t(`privacy-centre:right.${right}.title`)}
        reading
        lead={t(`privacy-centre:right.${right}.lead`)}
      />
      <div className="space-y-6">
        {right === 'erase' ? (
          <>
            <Lines
              title={t('privacy-centre:right.goes')}
              lines={(['counts', 'account', 'asked'] as const).map((line) =>
                t(`privacy-centre:right.erase.goes.${line}`),
              )}
            />
            <Lines
              title={t('privacy-centre:right.stays')}
              lines={(['totals', 'objection', 'books', 'record'] as const).map((line) =>
                t(`privacy-centre:right.erase.stays.${line}`),
              )}
            />
          </>
        ) : (
          <Lines
            title={t('privacy-centre:right.happens')}
            lines={happens.map((line) => t(`privacy-centre:right.${right}.${line}`))}
          />
        )}
      </div>
      {data.subscriptions.length > 0 ? <Subscriptions {...data} /> : null}
      <RightForm key={right} data={data} problem={problem} />
    </>
  );
}

/** What goes on, and costs, when the person is erased; with the way to end it. */
function Subscriptions({ subscriptions, sells }: RightFormData) {
  const { t } = useWords();
  const format = useFormat();
  return (
    <div className="mt-6 max-w-2xl">
      <Notice tone="caution" title={t('privacy-centre:right.erase.pays.title')}>
        <p>{t('privacy-centre:right.erase.pays.body')}</p>
        <ul className="mt-2 space-y-2">
          {subscriptions.map(({ guildId, name, endsAt }) => (
            <li key={guildId} className="flex flex-wrap items-center gap-x-4 gap-y-1">
              <span>
                <bdi>{name ?? guildId}</bdi>
                {endsAt
                  ? ` · ${t('privacy-centre:right.erase.pays.ends', { when: format.date(endsAt.getTime(), 'UTC') })}`
                  : null}
              </span>
              {sells ? (
                <Form method="post" reloadDocument>
                  <input type="hidden" name="intent" value="portal" />
                  <input type="hidden" name="guildId" value={guildId} />
                  <Button>{t('privacy-centre:right.erase.pays.open', { name: name ?? guildId })}</Button>
                </Form>
              ) : null}
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}

const happens = ['first', 'then', 'last'] as const;

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <section>
      <h2 className="text-16 font-semibold">{title}</h2>
      <ul className="measure mt-1 list-disc space-y-1 ps-5 text-ink-soft">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

function RightForm({ data, problem }: { data: RightFormData; problem: RightProblem | null }) {
  const { t } = useWords();
  const { right, username, guilds, chosen } = data;
  const error = (field: RightField) =>
    problem?.wrong.includes(field)
      ? t(`privacy-centre:problem.${field}`, { username, count: WORDS_LENGTH })
      : undefined;
  const value = (field: RightField) => problem?.values[field];
  return (
    <Form method="post" className="mt-8 max-w-md space-y-5 border-t border-line pt-6">
      {problem && problem.wrong.length > 0 ? (
        <Notice tone="bad" announce title={t('ui:form.problems')}>
          <ul className="list-disc ps-5">
            {problem.wrong.map((field) => (
              <li key={field}>{error(field)}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <SelectField
        name="scope"
        label={t('privacy-centre:form.scope')}
        nothing={t('privacy-centre:form.choose')}
        options={[
          { value: EVERYWHERE, label: t('privacy-centre:form.everywhere') },
          ...guilds.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        defaultValue={value('scope') ?? chosen}
        error={error('scope')}
      />
      {right === 'object' || right === 'restrict' ? (
        <RadioField
          name="way"
          label={t('privacy-centre:form.way')}
          options={(['begin', 'end'] as const).map((way) => ({
            value: way,
            label: t(`privacy-centre:right.${right}.${way}`),
          }))}
          defaultValue={value('way')}
          error={error('way')}
        />
      ) : null}
      {right === 'correct' ? (
        <TextField
          name="words"
          label={t('privacy-centre:form.words')}
          help={t('privacy-centre:form.wordsHelp', { count: WORDS_LENGTH })}
          maxLength={WORDS_LENGTH}
          defaultValue={value('words')}
          error={error('words')}
        />
      ) : null}
      {right === 'erase' ? (
        <Field
          name="confirm"
          label={t('privacy-centre:form.confirm', { username })}
          help={t('privacy-centre:form.confirmHelp')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={100}
          defaultValue={value('confirm')}
          error={error('confirm')}
        />
      ) : null}
      <Button kind={right === 'erase' ? 'danger' : 'primary'}>{t(`privacy-centre:right.${right}.button`)}</Button>
    </Form>
  );
}
