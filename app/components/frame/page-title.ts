import type { TFunction } from 'i18next';
import { speakerOf } from '#core/i18n/i18n.ts';
import { FALLBACK_LOCALE, isLocale } from '#core/i18n/rules.ts';
import { brand } from '#core/platform/brand.ts';

const namespaces = [
  'common',
  'accounts',
  'ai',
  'contact',
  'analytics',
  'api',
  'assistant',
  'billing',
  'consent',
  'digest',
  'export',
  'guilds',
  'insights',
  'knowledge',
  'operator',
  'policies',
  'privacy-centre',
  'staff',
  'ui',
  'welcome',
] as const;
type Speak = TFunction<typeof namespaces>;

/** A page's title in the window's bar, for the `meta` of its route; the locale is the one that root's loader chose. */
export function pageTitle(
  matches: readonly { id: string; data: unknown }[],
  say: (t: Speak) => string,
): { title: string }[] {
  const root = matches.find(({ id }) => id === 'root')?.data;
  const told = typeof root === 'object' && root !== null && 'locale' in root ? root.locale : null;
  const speaker = speakerOf(isLocale(told) ? told : FALLBACK_LOCALE);
  return [{ title: `${say(speaker.getFixedT(null, namespaces))} · ${brand.name}` }];
}
