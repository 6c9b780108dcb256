import { brand } from '#core/platform/brand.ts';
import { ExampleHours } from '../analytics/ExampleHours.tsx';
import { paths } from '../paths.ts';
import { PolicyLinks } from '../policies/PolicyLinks.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice, type Tone } from '../ui/Notice.tsx';
import { useWords } from '../ui/words.ts';

/** What a visitor who came back from a sign-in has to know, already in words. */
export interface LandingMessage {
  tone: Tone;
  title: string;
  body?: string;
}

/** The start page of somebody who is not signed in. */
export function LandingPage({
  redirectTo,
  message,
  sendsMail = false,
}: {
  redirectTo?: string;
  message?: LandingMessage;
  /** Whether this instance can send mail, and so asks Discord for addresses. */
  sendsMail?: boolean;
}) {
  const { t } = useWords();
  const { name } = brand;
  return (
    <>
      {message ? (
        <div className="mb-8 max-w-2xl">
          <Notice tone={message.tone} title={message.title} announce>
            {message.body ? <p>{message.body}</p> : null}
          </Notice>
        </div>
      ) : null}
      <div className="grid grid-cols-1 items-end gap-x-16 gap-y-12 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <div>
          <h1 className="text-28 font-semibold sm:text-40">{t('ui:landing.title')}</h1>
          <p className="measure mt-4 text-16 text-ink-soft">{t('ui:landing.lead', { brand: name })}</p>
          <form method="post" action={paths.signIn} className="mt-8">
            {redirectTo ? <input type="hidden" name="redirectTo" value={redirectTo} /> : null}
            <Button kind="primary" large>
              {t('common:signIn')}
            </Button>
          </form>
          <p className="mt-3 max-w-md text-12 text-ink-faint">
            {t(sendsMail ? 'ui:landing.signInNoteMail' : 'ui:landing.signInNote', { brand: name })}
          </p>
          <div className="mt-2 text-12">
            <PolicyLinks />
          </div>
        </div>
        <div className="min-w-0">
          <ExampleHours />
          <p className="mt-2 text-12 text-ink-faint">{t('ui:landing.example')}</p>
        </div>
      </div>
      <section className="mt-20 border-t border-line pt-8">
        <h2 className="text-20 font-semibold">{t('ui:landing.how.title')}</h2>
        <ol className="mt-6 grid grid-cols-1 gap-x-10 gap-y-8 md:grid-cols-3">
          {(['sent', 'counted', 'unknown'] as const).map((step, index) => (
            <li key={step}>
              <p aria-hidden="true" className="text-28 font-semibold text-accent tabular-nums">
                {index + 1}
              </p>
              <h3 className="mt-1 text-16 font-semibold">{t(`ui:landing.how.${step}.title`)}</h3>
              <p className="mt-1 text-16 text-ink-soft">{t(`ui:landing.how.${step}.body`)}</p>
            </li>
          ))}
        </ol>
      </section>
      <div className="mt-16 grid grid-cols-1 gap-x-16 gap-y-10 border-t border-line pt-8 md:grid-cols-2">
        <section>
          <h2 className="text-20 font-semibold">{t('ui:landing.counted.title')}</h2>
          <ul className="measure mt-4 space-y-3 text-16 text-ink-soft">
            {(['messages', 'voice', 'people'] as const).map((what) => (
              <li key={what}>{t(`ui:landing.counted.${what}`)}</li>
            ))}
          </ul>
        </section>
        <section>
          <h2 className="text-20 font-semibold">{t('ui:landing.never.title')}</h2>
          <ul className="measure mt-4 space-y-3 text-16 text-ink-soft">
            {(['content', 'direct', sendsMail ? 'profileMail' : 'profile'] as const).map((what) => (
              <li key={what}>{t(`ui:landing.never.${what}`)}</li>
            ))}
          </ul>
        </section>
      </div>
      <section className="mt-16 border-t border-line pt-8">
        <h2 className="text-20 font-semibold">{t('ui:landing.moreTitle')}</h2>
        <p className="measure mt-2 text-16 text-ink-soft">
          {t('ui:landing.more')}{' '}
          <a href={paths.privacy} className="link">
            {t('ui:landing.privacyLink')}
          </a>
        </p>
      </section>
    </>
  );
}
