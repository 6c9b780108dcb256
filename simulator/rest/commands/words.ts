import { Locale } from 'discord-api-types/v10';
import { type FormErrors, isRecord } from '../form-errors.ts';

type Path = readonly (string | number)[];
export type Localizations = Record<string, string> | null;

const locales: ReadonlySet<string> = new Set(Object.values(Locale));
const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** A name of a slash command or option: no spaces, and lower case wherever the script has one. */
export function slashName(errors: FormErrors, path: Path, value: unknown): string | null {
  const text = errors.text(path, value, 1, 32);
  if (text === null) return null;
  if (namePattern.test(text) && text === text.toLowerCase()) return text;
  errors.add(path, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  return null;
}

/** A map of locale to words; `check` is the rule that the words themselves obey. */
export function localizations(
  errors: FormErrors,
  path: Path,
  value: unknown,
  check: (path: Path, text: unknown) => string | null,
): Localizations {
  if (value === undefined || value === null) return null;
  if (!isRecord(value)) {
    errors.add(path, 'DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType');
    return null;
  }
  const held: Record<string, string> = {};
  for (const [locale, text] of Object.entries(value)) {
    if (!locales.has(locale)) {
      errors.choices([...path, locale], [...locales]);
      continue;
    }
    if (text === null || text === undefined) continue;
    const checked = check([...path, locale], text);
    if (checked !== null) held[locale] = checked;
  }
  return held;
}

/** Code points of the longest wording: Discord counts that one against the size of a command. */
export function longest(text: string, localized: Localizations): number {
  const all = [text, ...Object.values(localized ?? {})];
  return Math.max(...all.map((one) => [...one].length));
}
