import { Form } from '@remix-run/react';
import { mailTopics } from '#core/accounts/rules/mail.ts';
import { Button } from '../ui/Button.tsx';
import { Section } from '../ui/Section.tsx';
import { useWords } from '../ui/words.ts';
import type { AccountData } from './props.ts';

/** Which mails the person wants, and where they go. */
export function MailForm({ mail }: Pick<AccountData, 'mail'>) {
  const { t } = useWords();
  const title = t('accounts:page.mail.title');
  if (!mail)
    return (
      <Section id="mail" title={title}>
        <p className="measure text-ink-soft">{t('accounts:page.mail.off')}</p>
      </Section>
    );
  return (
    <Section id="mail" title={title} body={t('accounts:page.mail.body')}>
      <Form method="post" className="max-w-md space-y-4">
        <input type="hidden" name="intent" value="mail" />
        <fieldset>
          <legend className="mb-1 font-medium">{t('accounts:page.mail.topics')}</legend>
          {mailTopics.map((topic) => (
            <label key={topic} className="flex min-h-9 items-center gap-2">
              <input type="checkbox" name={topic} value="yes" defaultChecked={mail.topics.includes(topic)} />
              {t(`accounts:page.mail.topic.${topic}`)}
            </label>
          ))}
        </fieldset>
        {mail.address === null ? null : (
          <p className="break-words text-ink-soft">
            <bdi>{t('accounts:page.mail.address', { address: mail.address })}</bdi>
          </p>
        )}
        <Button>{t('accounts:page.mail.save')}</Button>
      </Form>
    </Section>
  );
}
