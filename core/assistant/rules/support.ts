import type { Source } from '../schema.ts';

/** Digits with signs between them that group or part them, and what stands behind. Digits within a word are no number. */
const NUMBER = /(?<![\p{L}\d_])\d(?:[\d.,'’\u00a0\u202f]*\d)?(?=(\s?(?:k|K|M)\b)?)/gu;
const SPACED = /(?<![\p{L}\d_])\d{1,3}(?: \d{3})+(?!\d)/gu;
const CITATION = /\[\d{1,3}\]/g;
/** Counts the lines of a list. */
const LIST_MARK = /^[ \t]*\d{1,3}[.)][ \t]/gm;

/**
 * Numbers of an answer, as it writes them, that none of its sources has: neither as a value, rounded or not, nor in a name,
 * a date or a text, nor the source's own. What the question itself said is no claim of the answer. Numbers in words are not seen.
 */
export function unsupportedNumbers(answer: string, question: string, sources: readonly Source[]): string[] {
  const known = knownNumbers(question, sources);
  const plain = answer
    .replace(CITATION, ' ')
    .replace(LIST_MARK, ' ')
    // A plain space may group digits, or part two numbers.
    .replace(SPACED, (digits) =>
      isKnown({ value: Number(digits.replaceAll(' ', '')), decimals: 0 }, 1, known) ? ' ' : digits,
    );
  const found = new Set<string>();
  for (const match of plain.matchAll(NUMBER)) {
    const [text, unit = ''] = match;
    const factor = { k: 1_000, K: 1_000, M: 1_000_000 }[unit.trim()] ?? 1;
    if (!readingsOf(text).some((reading) => isKnown(reading, factor, known))) found.add(`${text}${unit}`);
  }
  return [...found];
}

function knownNumbers(question: string, sources: readonly Source[]): number[] {
  const texts = [
    question,
    ...sources.flatMap(({ range, facts }) => [
      ...(range ? [range.from, range.to] : []),
      ...facts.flatMap(({ of, value }) => [of ?? '', typeof value === 'string' ? value : '']),
    ]),
  ];
  const values = sources.flatMap(({ facts }) =>
    facts.flatMap(({ value }) => (typeof value === 'number' ? [value, Math.abs(value)] : [])),
  );
  const lengths = sources.flatMap(({ number, range }) => [number, ...(range ? [daysOf(range)] : [])]);
  return [
    ...values,
    ...lengths,
    ...texts.flatMap((text) =>
      [...text.matchAll(/\d+/g)]
        .map(([digits]) => Number(digits))
        .concat([...text.matchAll(NUMBER)].flatMap(([number]) => readingsOf(number).map(({ value }) => value))),
    ),
  ];
}

function daysOf({ from, to }: { from: string; to: string }): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}

interface NumberReading {
  value: number;
  decimals: number;
}

/** What digits may mean: a point or comma parts thousands in one language and decimals in another. */
function readingsOf(text: string): NumberReading[] {
  const whole = text.replace(/[.,'’\u00a0\u202f]/g, '');
  const isGrouped = /^\d{1,3}(?:[.,'’\u00a0\u202f]\d{3})+$/.test(text) || /^\d+$/.test(text);
  const decimal = /^(.*\d)[.,](\d+)$/.exec(text);
  const parts = decimal ? [decimal[1] ?? '', decimal[2] ?? ''] : null;
  return [
    ...(isGrouped ? [{ value: Number(whole), decimals: 0 }] : []),
    ...(parts
      ? [
          {
            value: Number(`${(parts[0] ?? '').replace(/[.,'’\u00a0\u202f]/g, '')}.${parts[1]}`),
            decimals: parts[1]?.length ?? 0,
          },
        ]
      : []),
  ];
}

/** Whether a known number, rounded as the answer rounds, is this one. */
function isKnown({ value, decimals }: NumberReading, factor: number, known: readonly number[]): boolean {
  const step = factor / 10 ** decimals;
  return known.some(
    (one) => Math.abs(one - value * factor) < 1e-9 || Math.abs(one - value * factor) <= step / 2 + 1e-9,
  );
}
