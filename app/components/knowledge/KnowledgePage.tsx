import { Form, Link } from '@remix-run/react';
import { KEPT_DAYS, nodeKinds } from '#core/knowledge/schema.ts';
import { paths } from '../paths.ts';
import { Button, ButtonLink } from '../ui/Button.tsx';
import { SelectField } from '../ui/Choice.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Field } from '../ui/Field.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useWords } from '../ui/words.ts';
import { DeletedEntries, ListedEntry } from './Entries.tsx';
import { Gaps } from './Gaps.tsx';
import type { KnowledgeData } from './props.ts';

/** What the community knows: searched, narrowed, and the ways to write, import and take along. */
export function KnowledgePage(data: KnowledgeData) {
  const { t } = useWords();
  const { guild, filter, nodes, fitting, isEmpty, mayWrite } = data;
  return (
    <>
      <PageHead title={t('knowledge:title')} lead={`${t('knowledge:lead')} ${t('knowledge:nobody')}`} />
      <Done {...data} />
      <Gaps {...data} />
      {isEmpty ? (
        <EmptyState
          title={t('knowledge:empty.title')}
          action={
            mayWrite ? (
              <div className="flex flex-wrap gap-2">
                <ButtonLink kind="primary" to={paths.knowledgeImport(guild.id)}>
                  {t('knowledge:list.import')}
                </ButtonLink>
                <ButtonLink to={paths.knowledgeNew(guild.id)}>{t('knowledge:list.new')}</ButtonLink>
              </div>
            ) : null
          }
          example={<p className="measure text-ink-soft">{t('knowledge:empty.example')}</p>}
        >
          <p>{t('knowledge:empty.body')}</p>
        </EmptyState>
      ) : (
        <>
          <div className="mb-6 flex flex-wrap items-center gap-2">
            {mayWrite ? (
              <>
                <ButtonLink kind="primary" to={paths.knowledgeNew(guild.id)}>
                  {t('knowledge:list.new')}
                </ButtonLink>
                <ButtonLink to={paths.knowledgeImport(guild.id)}>{t('knowledge:list.import')}</ButtonLink>
              </>
            ) : null}
            <ButtonLink to={paths.knowledgeGraph(guild.id)}>{t('knowledge:list.graph')}</ButtonLink>
          </div>
          <Form method="get" role="search" className="grid max-w-2xl gap-4 sm:grid-cols-[1fr_12rem]">
            <Field
              type="search"
              name="q"
              label={t('knowledge:list.words')}
              defaultValue={filter.words}
              maxLength={200}
            />
            <SelectField
              name="kind"
              label={t('knowledge:list.kind')}
              nothing={t('knowledge:list.anyKind')}
              optional
              options={nodeKinds.map((kind) => ({ value: kind, label: t(`knowledge:kind.${kind}`) }))}
              defaultValue={filter.kind ?? ''}
            />
            <label className="flex min-h-9 items-center gap-3">
              <input
                type="checkbox"
                name="stale"
                defaultChecked={filter.stale}
                className="size-4 shrink-0 accent-(--color-accent)"
              />
              {t('knowledge:list.stale')}
            </label>
            <div>
              <Button>{t('knowledge:list.search')}</Button>
            </div>
          </Form>
          <section aria-label={t('knowledge:title')} className="mt-6 border-t border-line pt-4">
            <p role="status" className="text-ink-soft">
              {fitting === 0 ? t('knowledge:list.none') : t('knowledge:list.count', { count: fitting })}
              {fitting > nodes.length ? (
                <>
                  {' '}
                  <Link className="link" to={`?${wholeQuery(filter)}`}>
                    {t('knowledge:list.all')}
                  </Link>
                </>
              ) : null}
            </p>
            <ul className="mt-2 divide-y divide-line">
              {nodes.map((node) => (
                <ListedEntry key={node.id} guildId={guild.id} node={node} />
              ))}
            </ul>
          </section>
          <p className="mt-6 flex flex-wrap gap-4">
            {(['csv', 'json'] as const).map((kind) => (
              <a key={kind} className="link" href={paths.knowledgeFile(guild.id, kind)} download>
                {t(`knowledge:list.${kind}`)}
              </a>
            ))}
          </p>
        </>
      )}
      <DeletedEntries guildId={data.guild.id} deleted={data.deleted} />
    </>
  );
}

/** The same list, all of it. */
function wholeQuery({ words, kind, stale }: KnowledgeData['filter']): URLSearchParams {
  return new URLSearchParams({
    ...(words ? { q: words } : {}),
    ...(kind ? { kind } : {}),
    ...(stale ? { stale: 'on' } : {}),
    all: '1',
  });
}

function Done({ done, counts }: KnowledgeData) {
  const { t } = useWords();
  if (!done) return null;
  return (
    <div className="mb-6">
      <Notice
        tone="good"
        announce
        title={
          done === 'deleted'
            ? t('knowledge:done.deleted', { count: KEPT_DAYS })
            : done === 'dismissed'
              ? t('knowledge:done.dismissed')
              : t('knowledge:done.imported', counts)
        }
      />
    </div>
  );
}
