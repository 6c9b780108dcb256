import { brand } from '#core/platform/brand.ts';
import { paths } from '../paths.ts';
import { useWords } from '../ui/words.ts';

const parts = ['what', 'counts', 'why', 'long', 'who', 'rights'] as const;

/** What is told before anything is kept: Article 13 GDPR in short, with the way to all of it. */
export function NoticeText() {
  const { t } = useWords();
  return (
    <>
      <dl className="measure mt-8 space-y-5 text-16">
        {parts.map((part) => (
          <div key={part}>
            <dt className="font-semibold">{t(`welcome:notice.${part}Title`)}</dt>
            <dd className="mt-1 text-ink-soft">{t(`welcome:notice.${part}`, { brand: brand.name })}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-5 flex flex-wrap gap-x-6 gap-y-2">
        <a href={paths.privacy} className="link">
          {t('welcome:notice.more')}
        </a>
        <a href={paths.trust} className="link">
          {t('welcome:notice.promises')}
        </a>
      </p>
    </>
  );
}
