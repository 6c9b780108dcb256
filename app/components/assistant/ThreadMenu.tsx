import { Form } from '@remix-run/react';
import { LONGEST_TITLE } from '#core/assistant/schema.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { useWords } from '../ui/words.ts';
import type { AskProblem, ThreadData } from './props.ts';

/** What can be done with a conversation as a whole. */
export function ThreadMenu({
  data: { guild, thread },
  problem,
}: {
  data: ThreadData;
  /** What is wrong with the name that was sent. */
  problem: AskProblem | null;
}) {
  const { t } = useWords();
  return (
    <details className="w-full sm:w-auto" open={problem !== null}>
      <summary className="inline-flex min-h-9 items-center rounded-md border border-edge bg-raised px-3 font-medium hover:bg-sunken">
        {t('assistant:page.menu.open')}
      </summary>
      <div className="mt-3 space-y-5 sm:w-80">
        <Form method="post" className="space-y-2" key={thread.title}>
          <input type="hidden" name="intent" value="rename" />
          <Field
            name="title"
            label={t('assistant:page.menu.name')}
            defaultValue={problem?.text ?? thread.title}
            required
            autoComplete="off"
            error={problem ? t('assistant:page.menu.nameWrong', { count: LONGEST_TITLE }) : undefined}
          />
          <Button>{t('assistant:page.menu.rename')}</Button>
        </Form>
        <p className="flex flex-col gap-2">
          <a className="link" href={paths.assistantFile(guild.id, 'md', thread.id)} download>
            {t('assistant:page.menu.markdown')}
          </a>
          <a className="link" href={paths.assistantFile(guild.id, 'json', thread.id)} download>
            {t('assistant:page.menu.json')}
          </a>
        </p>
        <Form method="post" className="space-y-2">
          <input type="hidden" name="intent" value="delete" />
          <p className="text-12 text-ink-faint">{t('assistant:page.menu.deleteHelp')}</p>
          <Button kind="danger">{t('assistant:page.menu.delete')}</Button>
        </Form>
      </div>
    </details>
  );
}
