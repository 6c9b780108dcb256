import { Form } from '@remix-run/react';
import { keepDays } from '#core/assistant/schema.ts';
import { Button } from '../ui/Button.tsx';
import { SelectField } from '../ui/Choice.tsx';
import { Section } from '../ui/Section.tsx';
import { useWords } from '../ui/words.ts';

/** When conversations with the assistant end by themselves; they do not, unless somebody says so. */
export function ChatsForm({ kept }: { kept: number | null }) {
  const { t } = useWords();
  return (
    <Section id="chats" title={t('ai:own.chats.title')} body={t('ai:own.chats.body')}>
      <Form method="post" className="max-w-md space-y-4">
        <SelectField
          name="days"
          optional
          label={t('ai:own.chats.label')}
          nothing={t('ai:own.chats.never')}
          options={keepDays.map((days) => ({ value: String(days), label: t('ai:own.chats.after', { count: days }) }))}
          help={t('ai:own.chats.effect')}
          defaultValue={kept === null ? '' : String(kept)}
        />
        <Button name="intent" value="keep">
          {t('ai:own.chats.verb')}
        </Button>
      </Form>
    </Section>
  );
}
