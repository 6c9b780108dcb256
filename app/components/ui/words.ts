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
