import i18next, { type i18n } from 'i18next';
import { spoken } from '#core/i18n/words.ts';
import type { Locale } from './rules.ts';

const instances = new Map<Locale, i18n>();

/**
 * The speaker for a locale, for pages, Discord replies and logs of words alike; ready at once, shared, never changed.
 * React escapes, and Discord has no markup to escape into, so interpolation does not.
 */
export function speakerOf(wanted: Locale): i18n {
  const { locale, words } = spoken(wanted);
  const known = instances.get(locale);
  if (known) return known;
  const instance = i18next.createInstance();
  void instance.init({
    lng: locale,
    fallbackLng: false,
    ns: Object.keys(words),
    defaultNS: 'common',
    resources: { [locale]: words },
    interpolation: { escapeValue: false },
    initAsync: false,
    returnNull: false,
  });
  instances.set(locale, instance);
  return instance;
}
