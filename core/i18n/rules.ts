/** Languages people can choose. */
export const locales = ['en'] as const;
/** English made longer and accented, for development and tests: shows words that do not go through here and boxes that are too small. */
export const PSEUDO_LOCALE = 'en-XA';
export const FALLBACK_LOCALE = 'en';

export type Locale = (typeof locales)[number] | typeof PSEUDO_LOCALE;

export function isLocale(text: unknown): text is Locale {
  return text === PSEUDO_LOCALE || locales.some((locale) => locale === text);
}

/** Locales offered where `mode` is the mode of the process: the pseudo-locale never in production. */
export function offeredLocales(mode: 'development' | 'production' | 'test'): readonly Locale[] {
  return mode === 'production' ? locales : [...locales, PSEUDO_LOCALE];
}

/**
 * The locale to speak: the person's own choice where it is offered, else the best of an Accept-Language header
 * or of a single Discord locale such as "en-GB", else English.
 */
export function chooseLocale(
  offered: readonly Locale[],
  chosen: string | null | undefined,
  accepted: string | null | undefined,
): Locale {
  const own = offered.find((locale) => locale === chosen);
  if (own) return own;
  for (const wanted of languageRanges(accepted ?? '')) {
    const exact = offered.find((locale) => locale.toLowerCase() === wanted);
    if (exact) return exact;
    const language = wanted.split('-')[0];
    const near = offered.find((locale) => locale !== PSEUDO_LOCALE && locale.split('-')[0]?.toLowerCase() === language);
    if (near) return near;
  }
  return FALLBACK_LOCALE;
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
