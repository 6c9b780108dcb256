import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Reads a sentence of rules as somebody would who has the words of the language and nothing else: by what stands in the files of
 * words it finds out what is claimed, and by habits of writing numbers and dates, written down here once more, which numbers.
 */
export interface ReadSentence {
  /** "change.up" */
  claim: string;
  /** Of the guild: a measure. Of a channel: its measure and name. */
  subject: { measure: string; channel: string | null } | null;
  /** As it stands in the sentence. */
  said: Readonly<Record<string, string>>;
}

interface Words {
  what: Record<string, string>;
  in: Record<string, string>;
  said: Record<string, string | Record<string, string>>;
}

const read = (locale: string): Words =>
  JSON.parse(readFileSync(path.resolve('core/i18n/locales', locale, 'insights.json'), 'utf8'));
const patternOf = (template: string) =>
  new RegExp(
    `^${template
      .split(/\{\{(\w+)\}\}/)
      .map((piece, index) => (index % 2 === 1 ? `(?<${piece}>.+?)` : piece.replace(/[.*+?^$()|[\]{}\\]/g, '\\$&')))
      .join('')}$`,
    'u',
  );
const known = new Map<string, { claim: string; pattern: RegExp; length: number }[]>();

function patternsOf(locale: string) {
  const made =
    known.get(locale) ??
    Object.entries(read(locale).said)
      .flatMap(([kind, told]) =>
        typeof told === 'string' ? [[kind, told]] : Object.entries(told).map(([how, text]) => [`${kind}.${how}`, text]),
      )
      .map(([claim = '', text = '']) => ({ claim, pattern: patternOf(text), length: text.length }))
      .sort((a, b) => b.length - a.length);
  known.set(locale, made);
  return made;
}

/** @throws where it is none of the sentences of the language */
export function readSentence(text: string, locale: string): ReadSentence {
  for (const { claim, pattern } of patternsOf(locale)) {
    const said = pattern.exec(text)?.groups;
    if (!said) continue;
    const { what, channel } = said;
    const subject = what ? subjectOf(what, locale) : channel ? { measure: 'messages', channel } : null;
    return { claim, subject, said };
  }
  throw new Error(`no sentence of ${locale}: ${text}`);
}

function subjectOf(what: string, locale: string): { measure: string; channel: string | null } {
  const words = read(locale);
  const own = Object.entries(words.what).find(([, label]) => label === what);
  if (own) return { measure: own[0], channel: null };
  for (const [measure, label] of Object.entries(words.in)) {
    const channel = patternOf(label).exec(what)?.groups?.channel;
    if (channel) return { measure, channel };
  }
  throw new Error(`no subject of ${locale}: ${what}`);
}

const decimalComma = new Set(['de', 'fr', 'es', 'pt-BR']);

/** "1.234,5" of German, "12 %" of French: what the number says, as it is written. */
export function readNumber(text: string, locale: string): number {
  const digits = text.replace(/[^\d.,]/gu, '');
  return Number(decimalComma.has(locale) ? digits.replaceAll('.', '').replace(',', '.') : digits.replaceAll(',', ''));
}

/** Minutes of "3 hr 20 min", "3 Std. 20 Min.", "3 時間 20 分". */
export function readMinutes(text: string, locale: string): number {
  return [...text.matchAll(/([\d.,\u00a0\u202f ]*\d)\s*(\p{L}+)/gu)].reduce((sum, [, number = '', unit = '']) => {
    const value = readNumber(number, locale);
    return (
      sum +
      (/^(?:m|分)/iu.test(unit) ? value : /^(?:s|秒)/iu.test(unit) && !/^std/iu.test(unit) ? value / 60 : value * 60)
    );
  }, 0);
}

const months: Readonly<Record<string, string>> = {
  en: 'january february march april may june july august september october november december',
  de: 'januar februar märz april mai juni juli august september oktober november dezember',
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
  es: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  'pt-BR': 'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
};
const weekdays: Readonly<Record<string, string>> = {
  en: 'monday tuesday wednesday thursday friday saturday sunday',
  de: 'montag dienstag mittwoch donnerstag freitag samstag sonntag',
  fr: 'lundi mardi mercredi jeudi vendredi samedi dimanche',
  es: 'lunes martes miércoles jueves viernes sábado domingo',
  'pt-BR': 'segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo',
  ja: '月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日',
};

/** 0 is Monday; -1 where none is named. */
export function readWeekday(text: string, locale: string): number {
  return (weekdays[locale] ?? '').split(' ').findIndex((name) => text.toLowerCase().includes(name));
}

/** Days since 1970 of "March 3", the newest that is not after `toDay`. @throws where the weekday that is named is another */
export function readDay(text: string, locale: string, toDay: number): number {
  const [, japaneseMonth, japaneseDay] = /(\d+)月(\d+)日/u.exec(text) ?? [];
  const month = japaneseMonth
    ? Number(japaneseMonth) - 1
    : (months[locale] ?? '').split(' ').findIndex((name) =>
        text
          .toLowerCase()
          .split(/[^\p{L}]+/u)
          .includes(name),
      );
  const date = Number(japaneseDay ?? /\d+/u.exec(text)?.[0]);
  const year = new Date(toDay * 86_400_000).getUTCFullYear();
  const days = [year, year - 1].map((one) => Date.UTC(one, month, date) / 86_400_000);
  const day = days.find((one) => one <= toDay) ?? Number.NaN;
  const weekday = readWeekday(text, locale);
  if (weekday !== -1 && (day + 3) % 7 !== weekday) throw new Error(`${text} was another weekday`);
  return day;
}
