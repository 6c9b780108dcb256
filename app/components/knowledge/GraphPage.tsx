import { Form, Link } from '@remix-run/react';
import { lazy, Suspense } from 'react';
import { relationTypes } from '#core/knowledge/schema.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { SelectField } from '../ui/Choice.tsx';
import { Section } from '../ui/Section.tsx';
import { useInBrowser } from '../ui/use-in-browser.ts';
import { useWords } from '../ui/words.ts';
import { KnowledgeHead } from './KnowledgeHead.tsx';
import { ProblemNotice } from './NodeFields.tsx';
import type { GraphData, KnowledgeProblem } from './props.ts';
import { StaleMark } from './StaleNote.tsx';

/** The library that draws comes with this page alone, and only into browsers. */
const GraphCanvas = lazy(() => import('./GraphCanvas.tsx'));

/** The graph as a picture, and below it the same as a list, which works without it. */
export function GraphPage({ data, problem }: { data: GraphData; problem: KnowledgeProblem | null }) {
  const { t } = useWords();
  const inBrowser = useInBrowser();
  const waits = <p className="p-4 text-ink-soft">{t('knowledge:graph.loading')}</p>;
  return (
    <>
      <KnowledgeHead guildId={data.guild.id} title={t('knowledge:graph.title')} lead={t('knowledge:graph.lead')} />
      <div className="space-y-8">
        <ProblemNotice problem={problem} />
        <div className="hidden h-[60vh] min-h-80 rounded-md border border-line js:block">
          {inBrowser ? (
            <Suspense fallback={waits}>
              <GraphCanvas data={data} />
            </Suspense>
          ) : (
            waits
          )}
        </div>
        {data.mayWrite && data.nodes.length > 1 ? <RelateForm data={data} problem={problem} /> : null}
        <GraphList data={data} />
      </div>
    </>
  );
}

function RelateForm({ data: { nodes, relations }, problem }: { data: GraphData; problem: KnowledgeProblem | null }) {
  const { t } = useWords();
  const options = nodes.map(({ id, kind, title }) => ({
    value: id,
    label: `${t(`knowledge:kind.${kind}`)}: ${title}`,
  }));
  const errorOf = (field: 'fromId' | 'type' | 'otherId') => {
    const why = problem?.fields[field];
    return why ? t(`knowledge:wrong.${why}`) : undefined;
  };
  return (
    <Section id="relate" title={t('knowledge:graph.relate')}>
      <Form method="post" className="grid items-end gap-4 sm:grid-cols-[1fr_12rem_1fr_auto]" key={relations.length}>
        <input type="hidden" name="intent" value="relate" />
        <SelectField
          name="fromId"
          label={t('knowledge:graph.from')}
          nothing={t('knowledge:relations.chooseOther')}
          options={options}
          defaultValue={problem?.values.fromId}
          error={errorOf('fromId')}
        />
        <SelectField
          name="type"
          label={t('knowledge:graph.type')}
          nothing={t('knowledge:relations.chooseType')}
          options={relationTypes.map((type) => ({ value: type, label: t(`knowledge:relation.${type}.out`) }))}
          defaultValue={problem?.values.type}
          error={errorOf('type')}
        />
        <SelectField
          name="otherId"
          label={t('knowledge:graph.to')}
          nothing={t('knowledge:relations.chooseOther')}
          options={options}
          defaultValue={problem?.values.otherId}
          error={errorOf('otherId')}
        />
        <Button>{t('knowledge:graph.relate')}</Button>
      </Form>
    </Section>
  );
}

function GraphList({ data: { guild, nodes, relations } }: { data: GraphData }) {
  const { t } = useWords();
  const titles = new Map(nodes.map(({ id, title }) => [id, title]));
  const from = new Map<string, typeof relations>();
  for (const one of relations) from.set(one.fromId, [...(from.get(one.fromId) ?? []), one]);
  return (
    <Section id="list" title={t('knowledge:graph.list')}>
      {nodes.length === 0 ? <p className="text-ink-soft">{t('knowledge:empty.title')}</p> : null}
      <ul className="divide-y divide-line">
        {nodes.map((node) => (
          <li key={node.id} className="py-2">
            <p className="flex flex-wrap items-baseline gap-x-3">
              <Link to={paths.knowledgeNode(guild.id, node.id)} className="link min-w-0 break-words">
                <bdi>{node.title}</bdi>
              </Link>
              <span className="text-12 text-ink-faint">{t(`knowledge:kind.${node.kind}`)}</span>
              {node.stale ? <StaleMark /> : null}
            </p>
            {(from.get(node.id) ?? []).map(({ type, toId }) => (
              <p key={`${type} ${toId}`} className="ps-4 text-ink-soft">
                {t(`knowledge:relation.${type}.out`)} <bdi>{titles.get(toId)}</bdi>
              </p>
            ))}
          </li>
        ))}
      </ul>
    </Section>
  );
}
