const DAY_MS = 86_400_000;

export const units = ['yesterday', 'day', 'week', 'month', 'year'] as const;
export type Unit = (typeof units)[number];

const DAYS: Readonly<Record<Unit, number>> = { yesterday: 1, day: 1, week: 7, month: 30, year: 365 };

/**
 * Which days a question in words is about: dates that stand in it, or a span such as "the last 2 weeks", up to yesterday.
 * Null where it names none.
 * @param words of each unit in the language of the question, apart by spaces
 * @param today in days since 1970
 */
export function askedPeriod(
  question: string,
  words: Readonly<Record<Unit, string>>,
  today: number,
): { from: string; to: string } | null {
  const dates = [...question.matchAll(/\b\d{4}-\d{2}-\d{2}\b/g)].map(([date]) => date).sort();
  const [first, last = first] = dates.filter((date) => !Number.isNaN(Date.parse(date)));
  if (first !== undefined && last !== undefined) return { from: first, to: last };
  const text = question.normalize('NFKC').toLowerCase();
  for (const unit of units)
    for (const word of words[unit].split(' ')) {
      const at = placeOf(text, word);
      if (at < 0) continue;
      const many = unit === 'yesterday' ? 1 : Number(/(\d{1,3})\s*$/.exec(text.slice(0, at))?.[1] ?? 1);
      const length = Math.max(1, many) * DAYS[unit];
      return { from: dateOf(today - length), to: dateOf(today - 1) };
    }
  return null;
}

/** Where a word stands by itself; in scripts without spaces, anywhere. */
function placeOf(text: string, word: string): number {
  if (/[\u3040-\u30ff\u4e00-\u9fff]/.test(word)) return text.indexOf(word);
  return new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'u').exec(text)?.index ?? -1;
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
