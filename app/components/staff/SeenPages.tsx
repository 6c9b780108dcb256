import type { AccessRow } from '#core/accounts/schema.ts';
import { useWords } from '../ui/words.ts';

/** Which pages were seen under an access, and how often: the ends of their addresses. */
export function SeenPages({ views }: Pick<AccessRow, 'views'>) {
  const { t } = useWords();
  if (views.length === 0) return <>{t('staff:accesses.noPages')}</>;
  return (
    <ul>
      {views.map(({ page, views: count }) => (
        <li key={page}>{t('staff:accesses.page', { page, count })}</li>
      ))}
    </ul>
  );
}
