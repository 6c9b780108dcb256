import type { i18n as I18n } from 'i18next';
import { useTranslation } from 'react-i18next';

const namespaces = [
  'common',
  'accounts',
  'analytics',
  'api',
  'billing',
  'errors',
  'export',
  'guilds',
  'operator',
  'privacy',
  'ui',
] as const;

/** The words of every namespace a page may speak: `t('ui:theme.title')`. */
export function useWords() {
  return useTranslation(namespaces);
}

/** Says a word of a key, with the values it speaks of. */
export type Say = ReturnType<typeof useWords>['t'];

/** The same outside of a page: for files. */
export function sayOf(i18n: I18n): Say {
  return i18n.getFixedT(null, namespaces);
}
