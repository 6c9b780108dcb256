import { nameOfLocale } from '#core/i18n/rules.ts';
import { brand } from '#core/platform/brand.ts';
import { paths } from '../paths.ts';
import { matchesWords } from '../ui/fold.ts';
import type { useWords } from '../ui/words.ts';
import { commonPlaces, guildPlaces } from './places.ts';
import type { FrameData } from './props.ts';

/** Something the command menu can do: go to an address, or post a form. */
export interface Command {
  id: string;
  group: 'pages' | 'servers' | 'actions';
  label: string;
  run: { to: string } | { post: string; values: Record<string, string> };
}

/** Everything the viewer may do from anywhere. */
export function listCommands(frame: FrameData, t: ReturnType<typeof useWords>['t'], here: string): Command[] {
  const pages = [...guildPlaces(frame), ...commonPlaces(frame)].map(
    ({ key, to }): Command => ({ id: key, group: 'pages', label: t(`ui:frame.${key}`), run: { to } }),
  );
  const servers = frame.guilds.map(
    (guild): Command => ({
      id: guild.id,
      group: 'servers',
      label: guild.name,
      run: { to: paths.today(guild.id) },
    }),
  );
  const themes = (['system', 'light', 'dark'] as const)
    .filter((theme) => theme !== (frame.theme ?? 'system'))
    .map(
      (theme): Command => ({
        id: `theme-${theme}`,
        group: 'actions',
        label: `${t('ui:theme.title')}: ${t(`ui:theme.${theme}`)}`,
        run: { post: paths.preferences, values: { theme, redirectTo: here } },
      }),
    );
  const languages = frame.language.offered
    .filter((locale) => locale !== frame.language.chosen)
    .map(
      (locale): Command => ({
        id: `language-${locale}`,
        group: 'actions',
        label: `${t('ui:language.title')}: ${nameOfLocale(locale)}`,
        run: { post: paths.preferences, values: { locale, redirectTo: here } },
      }),
    );
  const outs: Command[] = frame.viewer
    ? [
        { id: 'sign-out', group: 'actions', label: t('common:signOut'), run: { post: paths.signOut, values: {} } },
        {
          id: 'sign-out-everywhere',
          group: 'actions',
          label: t('common:signOutEverywhere'),
          run: { post: paths.signOutEverywhere, values: {} },
        },
      ]
    : [];
  const account: Command[] =
    frame.viewer && !frame.viewer.suspended
      ? [{ id: 'account', group: 'pages', label: t('ui:frame.ownAccount'), run: { to: paths.account } }]
      : [];
  const home: Command = {
    id: 'home',
    group: 'pages',
    label: t('ui:frame.home', { brand: brand.name }),
    run: { to: paths.home },
  };
  return [...pages, ...account, ...(frame.viewer ? [] : [home]), ...servers, ...themes, ...languages, ...outs];
}

const MOST = 50;

/** Commands that match what was typed, in their order. */
export function findCommands(commands: readonly Command[], query: string): Command[] {
  return commands.filter((command) => matchesWords(command.label, query)).slice(0, MOST);
}
