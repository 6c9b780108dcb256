import { Form } from '@remix-run/react';
import { KEPT_DAYS } from '#core/knowledge/schema.ts';
import { Button } from '../ui/Button.tsx';
import { Moment } from '../ui/Moment.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Section } from '../ui/Section.tsx';
import { useWords } from '../ui/words.ts';
import { KnowledgeHead } from './KnowledgeHead.tsx';
import { NodeFields, ProblemNotice } from './NodeFields.tsx';
import type { KnowledgeProblem, NodeData } from './props.ts';
import { Relations } from './Relations.tsx';
import { StaleReason } from './StaleNote.tsx';
import { Versions } from './Versions.tsx';

/** A node: what it says, what it is related to, and what it said before. */
export function NodePage({ data, problem }: { data: NodeData; problem: KnowledgeProblem | null }) {
  const { t } = useWords();
  const { node, guild, mayWrite, done } = data;
  const writes = mayWrite && !node.deletedAt;
  const own = { kind: node.kind, title: node.title, text: node.text, reviewOn: node.reviewOn ?? '' };
  return (
    <>
      <KnowledgeHead guildId={guild.id} title={<bdi>{node.title}</bdi>} lead={t(`knowledge:kind.${node.kind}`)} />
      <div className="space-y-6">
        {done ? <Notice tone="good" announce title={t(`knowledge:done.${done}`)} /> : null}
        {problem && problem.intent !== 'change' ? <ProblemNotice problem={problem} /> : null}
        {node.deletedAt ? (
          <Notice
            tone="caution"
            title={t('knowledge:node.deletedTitle')}
            action={mayWrite ? <Intent intent="undo" label={t('knowledge:node.restore')} kind="primary" /> : null}
          >
            <p>{t('knowledge:node.deleteHelp', { count: KEPT_DAYS })}</p>
          </Notice>
        ) : null}
        {node.stale && !node.deletedAt ? (
          <Notice tone="caution" title={t('knowledge:stale.mark')}>
            <p>
              <StaleReason stale={node.stale} /> {t('knowledge:stale.help')}
            </p>
          </Notice>
        ) : null}
        <div>
          {node.kind === 'question' ? <h2 className="text-16 font-semibold">{t('knowledge:node.answer')}</h2> : null}
          <p className="measure text-16 break-words whitespace-pre-wrap">
            {node.text ? <bdi>{node.text}</bdi> : <span className="text-ink-soft">{t('knowledge:node.noText')}</span>}
          </p>
        </div>
        <dl className="grid gap-x-6 gap-y-1 text-ink-soft sm:grid-cols-[max-content_1fr]">
          <dt>{t('knowledge:node.source')}</dt>
          <dd data-written-by={node.source === 'proposal' ? 'model' : undefined}>
            {t(`knowledge:source.${node.source}`)}
          </dd>
          <dt>{t('knowledge:node.changedAt')}</dt>
          <dd>
            <Moment at={node.updatedAt} />
          </dd>
          <dt>{t('knowledge:node.keeper')}</dt>
          <dd>{data.keeper ? t(`knowledge:node.${data.keeper}`) : t('knowledge:node.noKeeper')}</dd>
        </dl>
        <Relations data={data} problem={problem?.intent === 'relate' ? problem : null} writes={writes} />
        {writes ? (
          <Section id="edit" title={t('knowledge:node.edit')}>
            <Form method="post" className="max-w-2xl space-y-5" key={node.revision}>
              <input type="hidden" name="intent" value="change" />
              <input type="hidden" name="revision" value={node.revision} />
              {problem?.intent === 'change' ? <ProblemNotice problem={problem} /> : null}
              <NodeFields
                values={problem?.intent === 'change' ? problem.values : own}
                problem={problem?.intent === 'change' ? problem : null}
              />
              <Button kind="primary">{t('knowledge:form.save')}</Button>
            </Form>
            <div className="mt-6 flex flex-wrap items-center gap-3">
              {data.keeper === 'you' ? (
                <Intent intent="release" label={t('knowledge:node.release')} />
              ) : (
                <Intent intent="keep" label={t('knowledge:node.keep')} />
              )}
              <Intent intent="delete" label={t('knowledge:node.delete')} kind="danger" />
              <span className="text-12 text-ink-faint">{t('knowledge:node.deleteHelp', { count: KEPT_DAYS })}</span>
            </div>
          </Section>
        ) : null}
        <Versions data={data} writes={mayWrite} />
      </div>
    </>
  );
}

function Intent({
  intent,
  label,
  kind = 'plain',
}: {
  intent: string;
  label: string;
  kind?: 'plain' | 'danger' | 'primary';
}) {
  return (
    <Form method="post">
      <input type="hidden" name="intent" value={intent} />
      <Button kind={kind}>{label}</Button>
    </Form>
  );
}
