import { Form } from '@remix-run/react';
import { Button } from '../ui/Button.tsx';
import { useWords } from '../ui/words.ts';
import { KnowledgeHead } from './KnowledgeHead.tsx';
import { NodeFields, ProblemNotice } from './NodeFields.tsx';
import type { KnowledgeProblem, NewNodeData } from './props.ts';

/** Something new is written down. */
export function NewNodePage({ guild, gap, problem }: NewNodeData & { problem: KnowledgeProblem | null }) {
  const { t } = useWords();
  const begun = gap ? { kind: 'question', title: gap.title } : {};
  return (
    <>
      <KnowledgeHead guildId={guild.id} title={t('knowledge:form.newTitle')} lead={t('knowledge:nobody')} />
      <Form method="post" className="max-w-2xl space-y-5">
        <ProblemNotice problem={problem} />
        {gap ? <input type="hidden" name="gapId" value={gap.id} /> : null}
        <NodeFields values={problem?.values ?? begun} problem={problem} />
        <Button kind="primary">{t('knowledge:form.create')}</Button>
      </Form>
    </>
  );
}
