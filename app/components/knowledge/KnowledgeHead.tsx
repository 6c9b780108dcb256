import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { paths } from '../paths.ts';
import { useWords } from '../ui/words.ts';

/** Title of a page below the list, and the way back to it. */
export function KnowledgeHead({ guildId, title, lead }: { guildId: string; title: ReactNode; lead?: ReactNode }) {
  const { t } = useWords();
  return (
    <header className="mb-6">
      <p className="text-ink-soft">
        <Link to={paths.knowledge(guildId)} className="link">
          {t('knowledge:title')}
        </Link>
      </p>
      <h1 className="text-28 font-semibold break-words">{title}</h1>
      {lead ? <p className="measure text-ink-soft">{lead}</p> : null}
    </header>
  );
}
