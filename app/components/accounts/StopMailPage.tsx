import { Form } from '@remix-run/react';
import type { MailTopic } from '#core/accounts/rules/mail.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useWords } from '../ui/words.ts';

/** Where a mail's own address leads: what stopping does, and the button. */
export function StopMailPage({ topic, stopped }: { topic: MailTopic; stopped: boolean }) {
  const { t } = useWords();
  return (
    <>
      <PageHead title={t('accounts:stop.title')} />
      {stopped ? (
        <Notice tone="good" announce title={t('accounts:stop.done')}>
          <p>{t('accounts:stop.doneBody')}</p>
        </Notice>
      ) : (
        <Form method="post" className="measure space-y-4">
          <p>{t('accounts:stop.body', { topic: t(`accounts:stop.topic.${topic}`) })}</p>
          <Button kind="primary">{t('accounts:stop.stop')}</Button>
        </Form>
      )}
    </>
  );
}
