import { useLocation } from '@remix-run/react';
import type { AppErrorCode } from '#core/platform/app-error.ts';
import { paths } from '../paths.ts';
import { Button, ButtonLink } from './Button.tsx';
import { PageHead } from './PageHead.tsx';
import { useWords } from './words.ts';

const retried: readonly AppErrorCode[] = [
  'discord_unavailable',
  'stripe_unavailable',
  'model_unavailable',
  'database_unavailable',
  'too_many_requests',
  'internal',
];

/** What happened, what is safe, what to do, and a reference to quote. Needs nothing but words, so it can always be drawn. */
export function ErrorPage({
  code,
  reference,
  signedIn,
}: {
  code: AppErrorCode;
  /** Request id, as it stands in the log. */
  reference: string;
  signedIn: boolean;
}) {
  const { t } = useWords();
  const { pathname, search } = useLocation();
  const again = retried.includes(code);
  return (
    <div className="max-w-xl py-8 sm:py-16">
      <PageHead title={t(`errors:${code}.title`)} reading lead={t(`errors:${code}.body`)} />
      <div className="flex flex-wrap gap-3">
        {code === 'suspended' ? (
          <>
            <form method="post" action={paths.signOut}>
              <Button kind="primary">{t('common:signOut')}</Button>
            </form>
            <ButtonLink to={paths.me}>{t('ui:frame.me')}</ButtonLink>
          </>
        ) : code === 'not_signed_in' ? (
          <form method="post" action={paths.signIn}>
            <Button kind="primary">{t('common:signIn')}</Button>
          </form>
        ) : (
          <>
            {again ? (
              <ButtonLink to={`${pathname}${search}`} external kind="primary">
                {t('errors:tryAgain')}
              </ButtonLink>
            ) : null}
            <ButtonLink to={signedIn ? paths.guilds : paths.home} kind={again ? 'plain' : 'primary'}>
              {t('errors:back')}
            </ButtonLink>
          </>
        )}
      </div>
      <dl className="mt-10 border-t border-line pt-4 text-12 text-ink-faint">
        <dt className="inline">{t('ui:error.reference')}: </dt>
        <dd className="inline tabular-nums select-all">{reference}</dd>
        <dd className="mt-1">{t('ui:error.referenceNote')}</dd>
      </dl>
    </div>
  );
}
