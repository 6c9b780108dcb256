import { wordsOf } from './words.ts';

/** A line of a table: what it is of, and its numbers as `name=number`. */
const LINE = /^(\S+)((?:[ \t]+\p{L}\w*=-?\d+(?:\.\d+)?)+)[ \t]*$/gmu;
const CELL = /(\p{L}\w*)=(-?\d+(?:\.\d+)?)/gu;

interface Line {
  of: string;
  cells: ReadonlyMap<string, number>;
}

/** What a text asks of the table in it: a cell, a sum, the most, the least, or how many lines are above or below a number. */
export function numberInTable(text: string): number | undefined {
  const lines = [...text.matchAll(LINE)].map(
    ([, of = '', cells = '']): Line => ({
      of,
      cells: new Map([...cells.matchAll(CELL)].map(([, name = '', number]) => [name, Number(number)])),
    }),
  );
  const question = text.replace(LINE, '');
  const column = columnAskedFor(question, lines);
  if (column === undefined) return undefined;
  const named = lines.find(({ of }) => question.includes(of));
  if (named) return named.cells.get(column);
  const numbers = lines.flatMap(({ cells }) => cells.get(column) ?? []);
  const bound = /\b(fewer|less|below|under|more|above|over)\b(?:\s+than)?\s+(\d+)/i.exec(question);
  if (bound) {
    const [, word = '', limit] = bound;
    const isBelow = /fewer|less|below|under/i.test(word);
    return numbers.filter((one) => (isBelow ? one < Number(limit) : one > Number(limit))).length;
  }
  if (/\b(together|in all|total|sum)\b/i.test(question)) return numbers.reduce((all, one) => all + one, 0);
  if (/\b(most|highest|largest)\b/i.test(question)) return Math.max(...numbers);
  if (/\b(least|fewest|lowest|smallest)\b/i.test(question)) return Math.min(...numbers);
  return undefined;
}

/** The column whose name shares most words with a question. */
function columnAskedFor(question: string, lines: readonly Line[]): string | undefined {
  const words = new Set(wordsOf(question));
  const scoreOf = (name: string) => wordsOf(name).filter((word) => words.has(word)).length;
  const names = [...new Set(lines.flatMap(({ cells }) => [...cells.keys()]))];
  return names.filter((name) => scoreOf(name) > 0).toSorted((a, b) => scoreOf(b) - scoreOf(a))[0];
}
