import { brand } from '#core/platform/brand.ts';
import { paths } from '../paths.ts';
import { useWords } from '../ui/words.ts';

/** What somebody reads who is too young: kindly, what that means, and how what servers count of them can be erased. */
export function TooYoungPage() {
  const { t } = useWords();
  return (
    <>
      <h1 className="text-28 font-semibold">{t('welcome:tooYoung.title')}</h1>
      <div className="measure mt-3 space-y-3 text-16 text-ink-soft">
        <p>{t('welcome:tooYoung.body', { brand: brand.name })}</p>
        <p>{t('welcome:tooYoung.account')}</p>
        <p>{t('welcome:tooYoung.counted')}</p>
      </div>
      <p className="mt-5">
        <a href={paths.privacy} className="link">
          {t('welcome:tooYoung.link')}
        </a>
      </p>
    </>
  );
}
