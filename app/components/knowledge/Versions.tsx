import { Form } from '@remix-run/react';
import { KEPT_DAYS, type NodeState } from '#core/knowledge/schema.ts';
import { Button } from '../ui/Button.tsx';
import { Moment } from '../ui/Moment.tsx';
import { Section } from '../ui/Section.tsx';
import { useWords } from '../ui/words.ts';
import type { NodeData } from './props.ts';

/** What a node said before, each step with the way back to it. */
export function Versions({ data: { versions, node }, writes }: { data: NodeData; writes: boolean }) {
  const { t } = useWords();
  return (
    <Section
      id="versions"
      title={t('knowledge:versions.title')}
      body={t('knowledge:versions.help', { count: KEPT_DAYS })}
    >
      {versions.length === 0 ? <p className="text-ink-soft">{t('knowledge:versions.none')}</p> : null}
      {writes && versions.length > 0 && !node.deletedAt ? (
        <Form method="post" className="mb-3">
          <input type="hidden" name="intent" value="undo" />
          <Button>{t('knowledge:versions.undo')}</Button>
        </Form>
      ) : null}
      <ol className="divide-y divide-line">
        {versions.map((version) => (
          <li key={version.number} className="py-2">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span>
                {t('knowledge:versions.by', {
                  what: t(`knowledge:versions.what.${version.what}`),
                  name: version.by ?? t('knowledge:versions.somebody'),
                })}
              </span>
              <span className="text-ink-soft">
                <Moment at={version.at} />
              </span>
              {writes && version.after && version.number !== node.revision ? (
                <Form method="post" className="ms-auto">
                  <input type="hidden" name="intent" value="back" />
                  <input type="hidden" name="number" value={version.number} />
                  <Button kind="quiet" aria-label={t('knowledge:versions.backTo', { number: version.number })}>
                    {t('knowledge:versions.back')}
                  </Button>
                </Form>
              ) : null}
            </div>
            <Difference before={version.before} after={version.after} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** The words that a version took away and brought. */
function Difference({ before, after }: { before: NodeState | null; after: NodeState | null }) {
  const parts = (['title', 'text'] as const).filter((part) => (before?.[part] ?? '') !== (after?.[part] ?? ''));
  if (!before || !after || parts.length === 0) return null;
  return (
    <div className="measure mt-1 space-y-1 text-ink-soft">
      {parts.map((part) => (
        <p key={part} className="break-words whitespace-pre-wrap">
          <del>{before[part]}</del> <ins>{after[part]}</ins>
        </p>
      ))}
    </div>
  );
}
