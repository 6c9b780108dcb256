import type { FactKind } from '../../schema.ts';

/**
 * What words of a language claim. Each is a pattern of whole words, by `|`; `~` stands for any ending. Of a language that is
 * written without spaces they are looked for anywhere.
 */
export interface Lexicon {
  spaced: boolean;
  up: string;
  down: string;
  /** More, or less, than in any other week. */
  most: string;
  least: string;
  /** Any number in words, also of an order. */
  numbers: string;
  /** Words that are a change by themselves: factors of what was before. */
  factors: Readonly<Record<string, readonly [from: number, to: number]>>;
  /** Parts of a whole: the change has to be about one. */
  parts: Readonly<Record<string, number>>;
  cause: string;
  /** Praise, blame, advice. */
  verdict: string;
  /** Nothing, never, all, without: what turns a sentence round or makes it hold for everything. */
  absolute: string;
  certain: string;
  /** Days and months and years that a report does not speak of. */
  times: string;
  /** The one week before, which only some facts compare with. */
  weekBefore: string;
  /** What says that a number is of another time. */
  past: string;
  /** What is compared with stands behind it; in front of it where the language wants it so. */
  than: string;
  thanStandsBehind: boolean;
  /** From one number to another: two groups. `S` is a number. */
  fromTo: string;
  /** Behind a count of weeks, within three words. */
  weeks: string;
  /** Behind a number, within a word: it counts people. */
  people: string;
  measures: Readonly<Record<'messages' | 'voice' | 'joins' | 'leaves' | 'active', string>>;
  /** Said with numbers in them, and not about a number: of any fact, and of some kinds. */
  constants: readonly string[];
  ofKind: Readonly<Partial<Record<FactKind, readonly string[]>>>;
  /** What may begin with a capital letter, beside marks. Null where there are none. */
  capitals: string | null;
}
