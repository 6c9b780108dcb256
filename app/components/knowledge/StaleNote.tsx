import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { KnowledgeNode } from '#core/knowledge/schema.ts';
import { useFormat, useWords } from '../ui/words.ts';

const DAY_MS = 86_400_000;

/** Why a node may be out of date, in words. */
export function StaleReason({ stale }: { stale: NonNullable<KnowledgeNode['stale']> }) {
  const { t } = useWords();
  const format = useFormat();
  const day = Math.floor(stale.since.getTime() / DAY_MS);
  return <>{t(`knowledge:stale.${stale.why}`, { date: format.days(day, day) })}</>;
}

/** The mark beside a title in a list. */
export function StaleMark() {
  const { t } = useWords();
  return (
    <span className="inline-flex items-center gap-1 text-12 font-medium text-caution">
      <TriangleAlert aria-hidden="true" className="size-3.5 shrink-0" />
      {t('knowledge:stale.mark')}
    </span>
  );
}
