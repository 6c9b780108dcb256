import { Link } from '@remix-run/react';
import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down';
import CircleUser from 'lucide-react/icons/circle-user';
import { paths } from '../paths.ts';
import { Popover } from '../ui/Popover.tsx';
import { useWords } from '../ui/words.ts';
import { LanguageForm } from './LanguageForm.tsx';
import type { FrameData, Viewer } from './props.ts';
import { ThemeForm } from './ThemeForm.tsx';

const line = 'block w-full min-h-9 rounded-md px-2 py-1.5 text-start hover:bg-sunken';

/** Who is signed in, the appearance, the language, and the ways out. */
export function AccountMenu({
  viewer,
  theme,
  language,
  compact = false,
}: Pick<FrameData, 'theme' | 'language'> & {
  viewer: Viewer;
  /** For the bottom bar. */
  compact?: boolean;
}) {
  const { t } = useWords();
  return (
    <Popover
      up
      label={t('ui:frame.account', { name: viewer.name })}
      buttonClassName={
        compact
          ? 'flex min-w-0 flex-1 flex-col items-center justify-center gap-1 text-12 text-ink-soft'
          : 'flex min-h-9 w-full items-center gap-2.5 rounded-md px-2 text-ink-soft hover:bg-sunken hover:text-ink'
      }
      panelClassName="p-2"
      button={
        compact ? (
          <>
            <CircleUser aria-hidden="true" className="size-5" />
            <span className="max-w-full truncate px-1">{t('ui:frame.accountShort')}</span>
          </>
        ) : (
          <>
            <CircleUser aria-hidden="true" className="size-4 shrink-0" />
            <bdi className="min-w-0 flex-1 truncate text-start">{viewer.name}</bdi>
            <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0" />
          </>
        )
      }
    >
      <p className="truncate px-2 py-1 text-12 text-ink-faint">{t('ui:frame.signedInAs', { name: viewer.name })}</p>
      <div className="space-y-3 border-y border-line px-2 py-3">
        <ThemeForm theme={theme} />
        <LanguageForm language={language} />
      </div>
      <div className="pt-2">
        {viewer.suspended ? null : (
          <>
            <Link to={paths.account} className={line}>
              {t('ui:frame.ownAccount')}
            </Link>
            <Link to={paths.consents} className={line}>
              {t('consent:title')}
            </Link>
          </>
        )}
        <Link to={paths.me} className={line}>
          {t('ui:frame.me')}
        </Link>
        <form method="post" action={paths.signOut}>
          <button type="submit" className={line}>
            {t('common:signOut')}
          </button>
        </form>
        <form method="post" action={paths.signOutEverywhere}>
          <button type="submit" className={line}>
            {t('common:signOutEverywhere')}
            <span className="block text-12 text-ink-faint">{t('ui:frame.signOutEverywhereNote')}</span>
          </button>
        </form>
      </div>
    </Popover>
  );
}
