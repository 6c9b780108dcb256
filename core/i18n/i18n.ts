import i18next, { type i18n } from 'i18next';
import { english, type Words } from './english.ts';
import { pseudoWords } from './pseudo.ts';
import { FALLBACK_LOCALE, type Locale, PSEUDO_LOCALE } from './rules.ts';

const instances = new Map<Locale, i18n>();

/** Words of a locale. A language that is not English replaces single namespaces; what it lacks is said in English. */
function wordsOf(locale: Locale): Partial<Words> {
  return locale === PSEUDO_LOCALE ? pseudoWords(english) : english;
}

/**
 * The speaker for a locale, for pages, Discord replies and logs of words alike; ready at once, shared, never changed.
 * React escapes, and Discord has no markup to escape into, so interpolation does not.
 */
export function speakerOf(locale: Locale): i18n {
  const known = instances.get(locale);
  if (known) return known;
  const instance = i18next.createInstance();
  void instance.init({
    lng: locale,
    fallbackLng: FALLBACK_LOCALE,
    ns: Object.keys(english),
    defaultNS: 'common',
    resources: { [FALLBACK_LOCALE]: english, [locale]: wordsOf(locale) },
    interpolation: { escapeValue: false },
    initAsync: false,
    returnNull: false,
  });
  instances.set(locale, instance);
  return instance;
}
