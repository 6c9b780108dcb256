import { Form, Link } from '@remix-run/react';
import { mayRelate } from '#core/knowledge/rules.ts';
import { nodeKinds, relationTypes } from '#core/knowledge/schema.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { SelectField } from '../ui/Choice.tsx';
import { Section } from '../ui/Section.tsx';
import { useWords } from '../ui/words.ts';
import type { KnowledgeProblem, NodeData } from './props.ts';

/** What a node is related to, and the form that relates it to more. */
export function Relations({
  data: { guild, node, neighbours, others },
  problem,
  writes,
}: {
  data: NodeData;
  problem: KnowledgeProblem | null;
  writes: boolean;
}) {
  const { t } = useWords();
  const types = relationTypes.filter((type) => nodeKinds.some((kind) => mayRelate(node.kind, type, kind)));
  const errorOf = (field: 'type' | 'otherId') => {
    const why = problem?.fields[field];
    return why ? t(`knowledge:wrong.${why}`) : undefined;
  };
  return (
    <Section id="relations" title={t('knowledge:relations.title')}>
      {neighbours.length === 0 ? <p className="text-ink-soft">{t('knowledge:relations.none')}</p> : null}
      <ul className="divide-y divide-line">
        {neighbours.map((one) => {
          const relation = t(`knowledge:relation.${one.type}.${one.way}`);
          return (
            <li key={`${one.type} ${one.way} ${one.id}`} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1">
              <span className="text-ink-soft">{relation}</span>
              <Link to={paths.knowledgeNode(guild.id, one.id)} className="link min-w-0 break-words">
                <bdi>{one.title}</bdi>
              </Link>
              <span className="text-12 text-ink-faint">{t(`knowledge:kind.${one.kind}`)}</span>
              {writes ? (
                <Form method="post" className="ms-auto">
                  <input type="hidden" name="intent" value="unrelate" />
                  <input type="hidden" name="type" value={one.type} />
                  <input type="hidden" name="fromId" value={one.way === 'out' ? node.id : one.id} />
                  <input type="hidden" name="otherId" value={one.way === 'out' ? one.id : node.id} />
                  <Button kind="quiet" aria-label={t('knowledge:relations.removeOne', { relation, title: one.title })}>
                    {t('knowledge:relations.remove')}
                  </Button>
                </Form>
              ) : null}
            </li>
          );
        })}
      </ul>
      {writes && types.length > 0 && others.length > 0 ? (
        <Form
          method="post"
          className="mt-4 grid max-w-2xl items-end gap-4 sm:grid-cols-[12rem_1fr_auto]"
          key={neighbours.length}
        >
          <input type="hidden" name="intent" value="relate" />
          <SelectField
            name="type"
            label={t('knowledge:relations.type')}
            nothing={t('knowledge:relations.chooseType')}
            options={types.map((type) => ({ value: type, label: t(`knowledge:relation.${type}.out`) }))}
            defaultValue={problem?.values.type}
            error={errorOf('type')}
          />
          <SelectField
            name="otherId"
            label={t('knowledge:relations.other')}
            nothing={t('knowledge:relations.chooseOther')}
            options={others
              .filter((other) => types.some((type) => mayRelate(node.kind, type, other.kind)))
              .map((other) => ({ value: other.id, label: `${t(`knowledge:kind.${other.kind}`)}: ${other.title}` }))}
            defaultValue={problem?.values.otherId}
            error={errorOf('otherId')}
          />
          <Button>{t('knowledge:relations.add')}</Button>
        </Form>
      ) : null}
    </Section>
  );
}
