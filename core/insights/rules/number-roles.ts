import type { ValueName } from '../schema.ts';
import type { FoundNumbers } from './find-numbers.ts';
import type { Lexicon } from './lexicon/lexicon.ts';
import { FIRST_SLOT, hasWord, SLOTS, wordsOf } from './word-pattern.ts';

const NOW: ReadonlySet<ValueName> = new Set<ValueName>(['now', 'part', 'share', 'hour']);
const WAS: ReadonlySet<ValueName> = new Set<ValueName>(['was', 'shareWas', 'hourWas', 'base']);

/**
 * Whether a right number stands in the wrong place: what was before told as what is, or the other way round. Read clause by
 * clause, by the words that lead to another time.
 */
export function isAstray({ text, slots }: FoundNumbers, lexicon: Lexicon): boolean {
  const slotAt = (sign: string | undefined) => slots[(sign?.charCodeAt(0) ?? 0) - FIRST_SLOT] ?? [];
  const isOnly = (sign: string | undefined, names: ReadonlySet<ValueName>) => {
    const forms = slotAt(sign);
    return forms.length > 0 && forms.every(({ name }) => names.has(name));
  };
  const { spaced } = lexicon;
  const led = new Set<string>();
  for (const [, from, to] of text.matchAll(wordsOf(lexicon.fromTo, spaced))) {
    if (isOnly(from, NOW) || isOnly(to, WAS)) return true;
    if (from) led.add(from);
  }
  return text.split(/[,;.:、。]| - /u).some((clause) => {
    const isPast = hasWord(clause, `${lexicon.past}|${lexicon.than}`, spaced);
    const signs = clause.match(new RegExp(SLOTS, 'gu')) ?? [];
    if (!isPast) return signs.some((sign) => isOnly(sign, WAS) && !led.has(sign));
    return [...clause.matchAll(wordsOf(lexicon.than, spaced))].some((match) => {
      const [before, behind] = [clause.slice(0, match.index), clause.slice(match.index + match[0].length)];
      const next = lexicon.thanStandsBehind
        ? before.match(new RegExp(SLOTS, 'gu'))?.at(-1)
        : behind.match(new RegExp(SLOTS, 'u'))?.[0];
      return isOnly(next, NOW);
    });
  });
}
