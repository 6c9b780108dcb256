/** Languages people can choose, each by its own name. */
export const languages = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  'pt-BR': 'Português (Brasil)',
  ja: '日本語',
} as const;
/** English made longer and accented, for development and tests: shows words that do not go through here and boxes that are too small. */
export const PSEUDO_LOCALE = 'en-XA';
/** English mirrored, written from right to left: shows what is pinned to a side. */
export const MIRRORED_LOCALE = 'en-XB';
export const FALLBACK_LOCALE = 'en';

type Language = keyof typeof languages;
type PseudoLocale = typeof PSEUDO_LOCALE | typeof MIRRORED_LOCALE;
export type Locale = Language | PseudoLocale;

export const locales = Object.keys(languages) as Language[];

export function isPseudo(locale: string): locale is PseudoLocale {
  return locale === PSEUDO_LOCALE || locale === MIRRORED_LOCALE;
}

export function isLocale(text: unknown): text is Locale {
  return typeof text === 'string' && (Object.hasOwn(languages, text) || isPseudo(text));
}

/** Locales offered where `mode` is the mode of the process: the pseudo-locales never in production. */
export function offeredLocales(mode: 'development' | 'production' | 'test'): readonly Locale[] {
  return mode === 'production' ? locales : [...locales, PSEUDO_LOCALE, MIRRORED_LOCALE];
}

/** A locale by the name its own speakers give it. */
export function nameOfLocale(locale: Locale): string {
  return isPseudo(locale) ? locale : languages[locale];
}

/** For the `dir` of HTML. */
export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return locale === MIRRORED_LOCALE ? 'rtl' : 'ltr';
}

/**
 * The locale to speak: the person's own choice where it is offered, else the best of the first wish that can be
 * fulfilled, each an Accept-Language header or a single Discord locale such as "en-GB", else English.
 */
export function chooseLocale(
  offered: readonly Locale[],
  chosen: string | null | undefined,
  ...wishes: readonly (string | null | undefined)[]
): Locale {
  return findLocale(offered, chosen, ...wishes) ?? FALLBACK_LOCALE;
}

/** The same; null where no wish can be fulfilled. */
export function findLocale(
  offered: readonly Locale[],
  chosen: string | null | undefined,
  ...wishes: readonly (string | null | undefined)[]
): Locale | null {
  const own = offered.find((locale) => locale === chosen);
  if (own) return own;
  for (const wanted of wishes.flatMap((wish) => languageRanges(wish ?? ''))) {
    const exact = offered.find((locale) => locale.toLowerCase() === wanted);
    if (exact) return exact;
    const language = wanted.split('-')[0];
    const near = offered.find((locale) => !isPseudo(locale) && locale.split('-')[0]?.toLowerCase() === language);
    if (near) return near;
  }
  return null;
}

/** Language ranges of an Accept-Language header, best first, in lower case. Source: RFC 9110, 12.5.4. */
function languageRanges(header: string): string[] {
  return header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find((text) => text !== undefined);
      return { range: range.trim(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ range, quality }) => /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/.test(range) && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ range }) => range);
}
