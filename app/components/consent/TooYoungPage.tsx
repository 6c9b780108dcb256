import { brand } from '#core/platform/brand.ts';
import { paths } from '../paths.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { useWords } from '../ui/words.ts';

/**
 * What somebody reads who is too young: kindly, what that means, and how what servers count of them can be erased.
 * @param decided staff decided so after a report: what that means, and how to have a person look again
 */
export function TooYoungPage({ decided }: { decided: boolean }) {
  const { t } = useWords();
  const words = decided
    ? [t('welcome:tooYoung.decided'), t('welcome:tooYoung.gone'), t('welcome:tooYoung.appeal')]
    : [t('welcome:tooYoung.body', { brand: brand.name }), t('welcome:tooYoung.account'), t('welcome:tooYoung.counted')];
  return (
    <PageHead title={t('welcome:tooYoung.title')}>
      <div className="measure mt-3 space-y-3 text-16 text-ink-soft">
        {words.map((one) => (
          <p key={one}>{one}</p>
        ))}
      </div>
      <p className="mt-5">
        <a href={decided ? paths.contact : paths.privacy} className="link">
          {t(decided ? 'welcome:tooYoung.contact' : 'welcome:tooYoung.link')}
        </a>
      </p>
    </PageHead>
  );
}
