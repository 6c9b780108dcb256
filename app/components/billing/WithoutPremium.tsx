import { GRACE_DAYS } from '#core/billing/rules.ts';
import { useWords } from '../ui/words.ts';

/** Said before anybody pays: what happens when premium ends. */
export function WithoutPremium() {
  const { t } = useWords();
  return (
    <section aria-labelledby="without" className="space-y-2 border-t border-line pt-6">
      <h2 id="without" className="text-16 font-semibold">
        {t('billing:without.title')}
      </h2>
      <ul className="measure list-disc space-y-1 ps-5 text-ink-soft">
        <li>{t('billing:without.cancel')}</li>
        <li>{t('billing:without.failed')}</li>
        <li>{t('billing:without.refund')}</li>
        <li>{t('billing:without.grace', { count: GRACE_DAYS })}</li>
        <li>{t('billing:without.deleted')}</li>
        <li>{t('billing:without.kept')}</li>
      </ul>
    </section>
  );
}
