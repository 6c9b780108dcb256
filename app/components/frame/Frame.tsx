import { Link } from '@remix-run/react';
import Menu from 'lucide-react/icons/menu';
import Search from 'lucide-react/icons/search';
import { type MouseEvent, type ReactNode, useRef } from 'react';
import { brand } from '#core/platform/brand.ts';
import { paths } from '../paths.ts';
import { PendingNotices } from '../policies/PendingNotices.tsx';
import { PolicyLinks } from '../policies/PolicyLinks.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Popover } from '../ui/Popover.tsx';
import { useWords } from '../ui/words.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { CommandMenu, useCommandKey } from './CommandMenu.tsx';
import { GuildSwitcher } from './GuildSwitcher.tsx';
import { LanguageForm } from './LanguageForm.tsx';
import { Pending } from './Pending.tsx';
import { BarLink, PlaceLink } from './PlaceLink.tsx';
import { commonPlaces, guildPlaces } from './places.ts';
import type { FrameData } from './props.ts';
import { ThemeForm } from './ThemeForm.tsx';

/** Around every page: where one is, where one can go, and the page itself. */
export function Frame({ frame, children }: { frame: FrameData; children: ReactNode }) {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useCommandKey(dialog);
  const openMenu = (event: MouseEvent) => {
    event.preventDefault();
    dialog.current?.showModal();
  };
  return (
    <>
      <a
        href="#content"
        className="sr-only z-10 rounded-md bg-raised px-4 py-2 font-medium focus:not-sr-only focus:fixed focus:top-2 focus:start-2"
      >
        {t('common:skipToContent')}
      </a>
      {frame.viewer ? (
        <div className="lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
          <SideBar frame={frame} openMenu={openMenu} />
          <div className="min-w-0">
            <InstanceNotice words={frame.notice} />
            <PendingNotices notices={frame.pending} />
            <TopBar frame={frame} openMenu={openMenu} />
            <main
              id="content"
              tabIndex={-1}
              className="px-4 pt-6 pb-28 outline-none sm:px-8 lg:px-12 lg:pt-10 lg:pb-16"
            >
              <div className="max-w-6xl">{children}</div>
            </main>
          </div>
          <BottomBar frame={frame} />
        </div>
      ) : (
        <>
          <InstanceNotice words={frame.notice} />
          <div className="mx-auto max-w-6xl px-4 sm:px-8">
            <PublicBar frame={frame} />
            <main id="content" tabIndex={-1} className="pt-8 pb-16 outline-none sm:pt-16">
              {children}
            </main>
            <PublicFooter frame={frame} />
          </div>
        </>
      )}
      <CommandMenu frame={frame} dialog={dialog} />
      <Pending />
    </>
  );
}

function Brand() {
  const { t } = useWords();
  return (
    <Link
      to={paths.home}
      aria-label={t('ui:frame.home', { brand: brand.name })}
      className="inline-flex min-h-9 items-center gap-2 rounded-md text-16 font-semibold"
    >
      <Mark className="size-5" />
      {brand.name}
    </Link>
  );
}

type Opening = { frame: FrameData; openMenu: (event: MouseEvent) => void };

function SideBar({ frame, openMenu }: Opening) {
  const { t } = useWords();
  const places = guildPlaces(frame);
  return (
    <aside className="sticky top-0 hidden h-dvh flex-col gap-4 border-e border-line bg-side px-3 py-4 lg:flex print:hidden">
      <div className="px-2">
        <Brand />
      </div>
      {frame.viewer?.suspended ? null : (
        <>
          <GuildSwitcher guild={frame.guild} guilds={frame.guilds} />
          <Link
            to={paths.guilds}
            onClick={openMenu}
            className="-mt-2 flex min-h-9 items-center gap-2.5 rounded-md px-2 text-ink-faint hover:bg-sunken hover:text-ink"
          >
            <Search aria-hidden="true" className="size-4 shrink-0" />
            <span className="flex-1">{t('ui:command.open')}</span>
            <kbd className="hidden font-sans text-12 js:inline">Ctrl K</kbd>
          </Link>
        </>
      )}
      <nav
        aria-label={t('ui:frame.navigation')}
        className="flex min-h-0 flex-1 flex-col justify-between gap-4 overflow-y-auto"
      >
        <ul className="space-y-0.5">
          {places.map((place) => (
            <li key={place.key}>
              <PlaceLink place={place} />
            </li>
          ))}
        </ul>
        <ul className="space-y-0.5">
          {commonPlaces(frame).map((place) => (
            <li key={place.key}>
              <PlaceLink place={place} />
            </li>
          ))}
        </ul>
      </nav>
      {frame.viewer ? (
        <div className="border-t border-line pt-3">
          <AccountMenu viewer={frame.viewer} theme={frame.theme} language={frame.language} />
        </div>
      ) : null}
    </aside>
  );
}

/** On a narrow screen: which guild this is. */
function TopBar({ frame, openMenu }: Opening) {
  const { t } = useWords();
  return (
    <header className="flex items-center gap-2 border-b border-line bg-side px-4 py-2 lg:hidden print:hidden">
      <div className="min-w-0 flex-1">
        {frame.guild ? <GuildSwitcher guild={frame.guild} guilds={frame.guilds} /> : <Brand />}
      </div>
      {frame.viewer?.suspended ? null : (
        <Link
          to={paths.guilds}
          onClick={openMenu}
          aria-label={t('ui:command.open')}
          className="inline-flex size-11 shrink-0 items-center justify-center rounded-md text-ink-soft hover:bg-sunken"
        >
          <Search aria-hidden="true" className="size-5" />
        </Link>
      )}
    </header>
  );
}

/** Places that stand in the bottom bar themselves; the others open from it. */
const BAR_PLACES = 3;

function BottomBar({ frame }: { frame: FrameData }) {
  const { t } = useWords();
  if (!frame.viewer) return null;
  const places = [...guildPlaces(frame), ...commonPlaces(frame)];
  const rest = places.slice(BAR_PLACES);
  return (
    <nav
      aria-label={t('ui:frame.navigation')}
      className="fixed inset-x-0 bottom-0 z-10 flex h-16 border-t border-line bg-side pb-[env(safe-area-inset-bottom)] lg:hidden print:hidden"
    >
      {places.slice(0, BAR_PLACES).map((place) => (
        <BarLink key={place.key} place={place} />
      ))}
      {rest.length > 0 ? (
        <Popover
          up
          button={
            <>
              <Menu aria-hidden="true" className="size-5" />
              <span className="max-w-full truncate px-1">{t('ui:frame.more')}</span>
            </>
          }
          buttonClassName="flex min-w-0 flex-1 flex-col items-center justify-center gap-1 text-12 text-ink-soft"
          panelClassName="w-60 p-2"
        >
          <ul className="space-y-0.5">
            {rest.map((place) => (
              <li key={place.key}>
                <PlaceLink place={place} />
              </li>
            ))}
          </ul>
        </Popover>
      ) : null}
      <AccountMenu viewer={frame.viewer} theme={frame.theme} language={frame.language} compact />
    </nav>
  );
}

function PublicBar({ frame }: { frame: FrameData }) {
  const { t } = useWords();
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-3 print:hidden">
      <Brand />
      <nav aria-label={t('ui:frame.navigation')} className="-mx-3 flex flex-wrap items-center gap-1">
        {(['privacy', 'trust'] as const).map((page) => (
          <Link
            key={page}
            to={paths[page]}
            className="inline-flex min-h-9 items-center rounded-md px-3 text-ink-soft hover:bg-sunken"
          >
            {t(`ui:frame.${page}`)}
          </Link>
        ))}
        <Popover
          button={t('ui:theme.title')}
          buttonClassName="min-h-9 rounded-md px-3 text-ink-soft hover:bg-sunken"
          panelClassName="p-3"
        >
          <ThemeForm theme={frame.theme} />
        </Popover>
      </nav>
    </header>
  );
}

function PublicFooter({ frame }: { frame: FrameData }) {
  const { t } = useWords();
  return (
    <footer className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4 border-t border-line py-6 text-12 text-ink-faint print:hidden">
      <p>
        {brand.name}. {t('ui:frame.selfHosted')}
      </p>
      <PolicyLinks />
      <LanguageForm language={frame.language} />
    </footer>
  );
}

/** What a visitor must not mistake this instance for. */
function InstanceNotice({ words }: { words: string | null }) {
  const { t } = useWords();
  if (words === null) return null;
  return (
    <section
      aria-label={t('ui:frame.notice')}
      className="bg-caution-soft px-4 py-1.5 text-center text-12 font-medium text-caution"
    >
      {words}
    </section>
  );
}
