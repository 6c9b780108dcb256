import { Form, Link } from '@remix-run/react';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Section } from '../ui/Section.tsx';
import { useWords } from '../ui/words.ts';

const goes = ['goesAccount', 'goesSessions', 'goesChoices'] as const;
const stays = ['staysPayments', 'staysRecords', 'staysCounts'] as const;

/** What deletion takes and leaves, before the button that does it. */
export function DeleteAccount({ username, mistyped }: { username: string; mistyped: boolean }) {
  const { t } = useWords();
  return (
    <Section id="delete" title={t('accounts:page.delete.title')} body={t('accounts:page.delete.body')}>
      <div className="measure space-y-4">
        <Lines title={t('accounts:page.delete.goes')} lines={goes.map((key) => t(`accounts:page.delete.${key}`))} />
        <Lines title={t('accounts:page.delete.stays')} lines={stays.map((key) => t(`accounts:page.delete.${key}`))} />
        <p>
          <Link to={paths.right('erase')} className="link">
            {t('accounts:page.delete.erasure')}
          </Link>
        </p>
      </div>
      <Form method="post" className="mt-4 max-w-md space-y-4">
        <input type="hidden" name="intent" value="delete" />
        <Field
          name="username"
          label={t('accounts:page.delete.username', { username })}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={100}
          error={mistyped ? t('accounts:page.delete.mistyped') : undefined}
        />
        <Button kind="danger">{t('accounts:page.delete.delete')}</Button>
      </Form>
    </Section>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <div>
      <h3 className="font-semibold">{title}</h3>
      <ul className="mt-1 list-disc space-y-1 ps-5 text-ink-soft">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
