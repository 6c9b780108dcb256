import { Form } from '@remix-run/react';
import { Button } from '../ui/Button.tsx';
import { useWords } from '../ui/words.ts';
import { KnowledgeHead } from './KnowledgeHead.tsx';
import { NodeFields, ProblemNotice } from './NodeFields.tsx';
import type { KnowledgeGuild, KnowledgeProblem } from './props.ts';

/** Something new is written down. */
export function NewNodePage({ guild, problem }: KnowledgeGuild & { problem: KnowledgeProblem | null }) {
  const { t } = useWords();
  return (
    <>
      <KnowledgeHead guildId={guild.id} title={t('knowledge:form.newTitle')} lead={t('knowledge:nobody')} />
      <Form method="post" className="max-w-2xl space-y-5">
        <ProblemNotice problem={problem} />
        <NodeFields values={problem?.values ?? {}} problem={problem} />
        <Button kind="primary">{t('knowledge:form.create')}</Button>
      </Form>
    </>
  );
}
