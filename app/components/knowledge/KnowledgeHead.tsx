import type { ReactNode } from 'react';
import { paths } from '../paths.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { useWords } from '../ui/words.ts';

/** Title of a page below the list, and the way back to it. */
export function KnowledgeHead({ guildId, title, lead }: { guildId: string; title: ReactNode; lead?: ReactNode }) {
  const { t } = useWords();
  return <PageHead back={[paths.knowledge(guildId), t('knowledge:title')]} title={title} lead={lead} />;
}
