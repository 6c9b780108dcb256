import { Link } from '@remix-run/react';
import { KEPT_DAYS, type KnowledgeNode } from '#core/knowledge/schema.ts';
import { paths } from '../paths.ts';
import { useFormat, useWords } from '../ui/words.ts';
import type { ListedNode } from './props.ts';
import { StaleMark } from './StaleNote.tsx';

const DAY_MS = 86_400_000;

/** An entry in the list, with what comes along with it. */
export function ListedEntry({ guildId, node }: { guildId: string; node: ListedNode }) {
  const { t } = useWords();
  return (
    <li className="py-3">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <Link to={paths.knowledgeNode(guildId, node.id)} className="link min-w-0 font-medium break-words">
          <bdi>{node.title}</bdi>
        </Link>
        <span className="text-12 text-ink-faint">{t(`knowledge:kind.${node.kind}`)}</span>
        {node.stale ? <StaleMark /> : null}
      </p>
      {node.text ? (
        <p className="measure line-clamp-2 break-words text-ink-soft">
          <bdi>{node.text}</bdi>
        </p>
      ) : null}
      {node.along.length > 0 ? (
        <p className="text-12 text-ink-faint">
          {t('knowledge:list.along')}{' '}
          {node.along.map((one, at) => (
            <span key={`${one.type} ${one.way} ${one.id}`}>
              {at > 0 ? ' · ' : null}
              <Link to={paths.knowledgeNode(guildId, one.id)} className="link">
                <bdi>{one.title}</bdi>
              </Link>
            </span>
          ))}
        </p>
      ) : null}
    </li>
  );
}

/** What was deleted and can be had back. */
export function DeletedEntries({ guildId, deleted }: { guildId: string; deleted: readonly KnowledgeNode[] }) {
  const { t } = useWords();
  const format = useFormat();
  if (deleted.length === 0) return null;
  return (
    <details className="mt-8 border-t border-line pt-4">
      <summary className="cursor-pointer font-medium">
        {t('knowledge:list.deleted', { count: KEPT_DAYS })} ({format.count(deleted.length)})
      </summary>
      <ul className="mt-2 divide-y divide-line">
        {deleted.map((node) => {
          const day = Math.floor((node.deletedAt?.getTime() ?? 0) / DAY_MS);
          return (
            <li key={node.id} className="flex flex-wrap gap-x-3 py-2">
              <Link to={paths.knowledgeNode(guildId, node.id)} className="link">
                <bdi>{node.title}</bdi>
              </Link>
              <span className="text-ink-soft">{t('knowledge:list.deletedOn', { date: format.days(day, day) })}</span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
