import { Form } from '@remix-run/react';
import { TOKEN_NAME_LENGTH, type TokenLife, tokenLives, tokenScopes } from '#core/guilds/schema.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useWords } from '../ui/words.ts';
import type { ExportOutcome, TokenField } from './props.ts';
import { scopeWord } from './scopes.ts';

const STANDARD_LIFE: TokenLife = '90';

type Problem = Extract<ExportOutcome, { problem: unknown }>['problem'];

/** A new token: what it is for, what it may read, until when. */
export function NewTokenForm({ problem }: { problem: Problem | null }) {
  const { t } = useWords();
  const values = problem?.values;
  const words = (field: TokenField) =>
    problem?.fields.includes(field) ? t(`export:tokens.problem.${field}`, { count: TOKEN_NAME_LENGTH }) : undefined;
  const wrong = problem?.fields.map((field) => words(field)) ?? [];
  return (
    <Form method="post" action="#tokens" preventScrollReset className="max-w-md space-y-4">
      <h3 className="font-semibold">{t('export:tokens.make')}</h3>
      <input type="hidden" name="intent" value="make-token" />
      {wrong.length > 0 ? (
        <Notice tone="bad" announce title={t('ui:form.problems')}>
          <ul className="list-disc ps-5">
            {wrong.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <Field
        name="name"
        label={t('export:tokens.name')}
        help={t('export:tokens.nameHelp')}
        required
        maxLength={TOKEN_NAME_LENGTH}
        autoComplete="off"
        defaultValue={values?.name[0]}
        error={words('name')}
      />
      <fieldset>
        <legend className="mb-1 font-medium">{t('export:tokens.scopes')}</legend>
        <div className="flex flex-wrap gap-x-6 gap-y-1">
          {tokenScopes.map((scope) => (
            <label key={scope} className="flex min-h-9 items-center gap-2">
              <input
                type="checkbox"
                name="scopes"
                value={scope}
                defaultChecked={values ? values.scopes.includes(scope) : true}
              />
              {t(`export:scope.${scopeWord(scope)}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend className="mb-1 font-medium">{t('export:tokens.life')}</legend>
        <div className="flex flex-wrap gap-x-6 gap-y-1">
          {tokenLives.map((life) => (
            <label key={life} className="flex min-h-9 items-center gap-2">
              <input
                type="radio"
                name="life"
                value={life}
                required
                defaultChecked={(values?.life[0] ?? STANDARD_LIFE) === life}
              />
              {life === 'none' ? t('export:tokens.noEnd') : t('export:tokens.days', { count: Number(life) })}
            </label>
          ))}
        </div>
      </fieldset>
      <p className="measure text-ink-soft">{t('export:tokens.makeBody')}</p>
      <Button kind="primary">{t('export:tokens.make')}</Button>
    </Form>
  );
}
