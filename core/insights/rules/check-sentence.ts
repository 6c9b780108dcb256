import type { Locale } from '#core/i18n/rules.ts';
import type { Fact, FactKind, Worded } from '../schema.ts';
import { channelMarks } from './channel-marks.ts';
import { findNumbers } from './find-numbers.ts';
import type { Lexicon } from './lexicon/lexicon.ts';
import { lexiconOf } from './lexicon/lexicons.ts';
import { type NumberForm, numberForms, plainText } from './number-forms.ts';
import { isAstray } from './number-roles.ts';
import { hasWord, SLOTS, wordsOf } from './word-pattern.ts';

/** Facts that one sentence rests on, at most: with more, whose number is whose is not to be told. */
const MOST_TOLD = 2;
const SUPERLATIVE: ReadonlySet<FactKind> = new Set<FactKind>(['record', 'hour', 'weekday']);

/**
 * Sentences of a model that hold against the facts they rest on. A fact is told once.
 * @returns those that hold, and how many did not
 */
export function checkSentences(
  sentences: readonly Worded[],
  facts: readonly Fact[],
  locale: Locale,
): { kept: Worded[]; withheld: number } {
  const told = new Set<string>();
  const kept = sentences.filter((sentence) => {
    if (sentence.facts.some((id) => told.has(id)) || faultOf(sentence, facts, locale) !== null) return false;
    for (const id of sentence.facts) told.add(id);
    return true;
  });
  return { kept, withheld: sentences.length - kept.length };
}

/**
 * What a sentence says that its facts do not; null where it holds. What it may say is what they carry: whatever else reads as a
 * number, a direction, a date, a name, a cause, praise or certainty makes it fall.
 */
export function faultOf(sentence: Worded, facts: readonly Fact[], locale: Locale): string | null {
  const cited = sentence.facts.flatMap((id) => facts.find((fact) => fact.id === id) ?? []);
  if (cited.length === 0 || cited.length > MOST_TOLD || cited.length !== new Set(sentence.facts).size) return 'facts';
  if (sentence.text.trim() === '' || /[\p{Cc}\p{Cf}\p{Co}<>[\]`*_#@|\\~]|:\/\/|www\./u.test(sentence.text))
    return 'markup';
  const lexicon = lexiconOf(locale);

  const marks = channelMarks(facts);
  const said = new Set(sentence.text.match(/\{[^}]*\}/g) ?? []);
  const owed = new Set(cited.flatMap(({ channelId }) => marks.get(channelId ?? '') ?? []));
  if (said.size !== owed.size || [...said].some((mark) => !owed.has(mark))) return 'channel';
  const words = sentence.text.replace(/\{[^}]*\}/g, ' § ').replace(/[{}]/g, '#');
  if (words.includes('#')) return 'channel';

  const forms = cited.flatMap((fact) => numberForms(fact, locale, lexicon));
  const numbers = findNumbers(plainText(words), forms);
  const found = { ...numbers, text: withoutConstants(numbers.text, cited, lexicon) };
  if (/\p{N}|%|‰/u.test(found.text)) return 'number';
  return (
    wordFault(found.text, cited, lexicon) ??
    (lexicon.capitals && strangeName(words, forms, lexicon) ? 'name' : null) ??
    (isAstray(found, lexicon) ? 'role' : null)
  );
}

function withoutConstants(plain: string, cited: readonly Fact[], { constants, ofKind, spaced }: Lexicon): string {
  const idle = [...constants, ...cited.flatMap(({ kind }) => ofKind[kind] ?? [])].sort((a, b) => b.length - a.length);
  return idle.reduce((text, one) => {
    const whole = spaced ? `(?<![\\p{L}\\p{N}.,])${one}(?![\\p{L}\\p{N}])` : `(?<![\\p{N}.,])${one}`;
    return text.replace(new RegExp(whole, 'gu'), ' ¤ ');
  }, plain);
}

function wordFault(text: string, cited: readonly Fact[], lexicon: Lexicon): string | null {
  const { spaced } = lexicon;
  const has = (pattern: string, within = text) => hasWord(within, pattern, spaced);
  const kinds = new Set(cited.map(({ kind }) => kind));
  if (has(lexicon.cause) || has(lexicon.verdict) || has(lexicon.absolute)) return 'claim';
  if (has(lexicon.certain) && cited.some(({ sure }) => sure !== 'clear')) return 'certainty';
  if (has(lexicon.times)) return 'time';
  if (has(lexicon.weekBefore) && !kinds.has('change')) return 'time';
  const change = (cited.length === 1 && cited[0]?.values.change) || null;
  const isDown = cited[0]?.direction === 'down';
  const ratio = change === null ? null : isDown ? 1 - change : 1 + change;
  for (const [word, [from, to]] of Object.entries(lexicon.factors))
    if (has(word) && (ratio === null || ratio < from || ratio > to)) return 'number';
  for (const [word, part] of Object.entries(lexicon.parts))
    if (has(word) && (change === null || Math.abs(change - part) > 0.02)) return 'number';
  if (has(lexicon.numbers)) return 'number';

  const isHigh = has(lexicon.most);
  if (isHigh && ![...kinds].some((kind) => SUPERLATIVE.has(kind))) return 'superlative';
  if (has(lexicon.least) && !kinds.has('quiet')) return 'superlative';
  const plain = text.replace(wordsOf(lexicon.most, spaced), ' ').replace(wordsOf(lexicon.least, spaced), ' ');
  const [up, down] = [has(lexicon.up, plain), has(lexicon.down, plain)];
  const directions = new Set(cited.flatMap(({ direction }) => direction ?? []));
  if ((up && !directions.has('up')) || (down && !directions.has('down')) || directions.size > 1) return 'direction';
  return measureFault(text, cited, lexicon);
}

/** What is counted: words for something else than the facts count, or a number of one thing called another. */
function measureFault(text: string, cited: readonly Fact[], { measures, people, spaced }: Lexicon): string | null {
  const own = new Set(
    cited.flatMap(({ kind, measure }): string[] => [
      measure,
      ...(kind === 'leavers' ? ['joins'] : kind === 'week1' || kind === 'week4' ? ['active'] : []),
      ...(measure === 'posters' ? ['messages'] : []),
    ]),
  );
  for (const [measure, pattern] of Object.entries(measures))
    if (!own.has(measure) && hasWord(text, pattern, spaced)) return 'measure';
  const isOfThings = cited.every(({ measure }) => measure === 'messages' || measure === 'voice');
  const counted = spaced ? `${SLOTS} (?:\\p{L}+ )?(?:${people})(?!\\p{L})` : `${SLOTS} ?(?:${people})`;
  return isOfThings && new RegExp(counted, 'u').test(text) ? 'measure' : null;
}

/** A word with a capital letter that is no beginning or noun of these sentences: it may be somebody's name. */
function strangeName(words: string, forms: readonly NumberForm[], { capitals }: Lexicon): boolean {
  const allowed = wordsOf(capitals ?? '', true);
  const dates = new Set(forms.flatMap(({ text }) => text.match(/\p{L}+/gu) ?? []));
  const found = words.normalize('NFKC').match(/(?<![\p{L}\p{N}])\p{Lu}[\p{L}]*/gu) ?? [];
  return found.some((word) => {
    const plain = plainText(word);
    return !dates.has(plain) && plain.replace(allowed, '') !== '';
  });
}
