import type { i18n as I18n, TFunction } from 'i18next';
import { createContext, useContext } from 'react';
import { createFormat, type Format } from './format.ts';

/** What pages say; a browser is sent these. */
export const namespaces = [
  'common',
  'contact',
  'accounts',
  'ai',
  'analytics',
  'api',
  'assistant',
  'billing',
  'consent',
  'digest',
  'errors',
  'export',
  'guilds',
  'insights',
  'knowledge',
  'operator',
  'policies',
  'privacy',
  'privacy-centre',
  'promises',
  'staff',
  'ui',
  'welcome',
] as const;

/** Says a word of a key, with the values it speaks of: `t('ui:theme.title')`. */
export type Say = TFunction<typeof namespaces>;

/** What a page speaks with. */
export interface Speech {
  t: Say;
  format: Format;
}

const speeches = new WeakMap<I18n, Speech>();

/** The words of every namespace a page may speak, and its numbers and times in the same language; made once. */
export function speechOf(i18n: I18n): Speech {
  const known = speeches.get(i18n);
  if (known) return known;
  const speech = { t: rememberingPlain(i18n.t), format: createFormat(i18n.language) };
  speeches.set(i18n, speech);
  return speech;
}

/** Words that speak of no value are always the same, and most are of that kind: each is looked up once. */
function rememberingPlain(t: Say): Say {
  const plain = new Map<unknown, unknown>();
  const say = (key: unknown, values?: unknown) => {
    if (values !== undefined) return Reflect.apply(t, undefined, [key, values]);
    const known = plain.get(key) ?? Reflect.apply(t, undefined, [key]);
    plain.set(key, known);
    return known;
  };
  return say as Say;
}

/** Around every page: its parts ask for words thousands of times. */
export const SpeechContext = createContext<Speech | null>(null);

function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (!speech) throw new Error('there is no SpeechContext around this part of a page');
  return speech;
}

export function useWords(): Pick<Speech, 't'> {
  return useSpeech();
}

export function useFormat(): Format {
  return useSpeech().format;
}
