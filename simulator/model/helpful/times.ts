const DAY_MS = 86_400_000;
const UNITS: readonly (readonly [RegExp, number])[] = [
  [/\bhours?\b/i, 1 / 24],
  [/\b(days?|today|yesterday|daily)\b/i, 1],
  [/\bfortnights?\b/i, 14],
  [/\b(weeks?|weekly)\b/i, 7],
  [/\b(months?|monthly)\b/i, 30],
  [/\bquarters?\b/i, 90],
  [/\b(years?|yearly)\b/i, 365],
];
const NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** The number that stands right before a word, as digits or in letters. */
function numberBefore(text: string, at: number): number | null {
  const word = /([\p{L}\d]+)\s*$/u.exec(text.slice(0, at))?.[1]?.toLowerCase() ?? '';
  if (/^\d{1,4}$/.test(word)) return Number(word);
  const place = NUMBERS.indexOf(word);
  return place > 0 ? place : null;
}

/** The span that a question asks about, in days: "the last two weeks" is 14. Null where it names none. */
export function daysAskedFor(text: string): number | null {
  for (const [pattern, days] of UNITS) {
    const found = pattern.exec(text);
    if (found) return Math.ceil((numberBefore(text, found.index) ?? 1) * days);
  }
  return null;
}

/** One end of the span that a question asks about, Unix ms; a date that it names is that end. */
export function instantAskedFor(text: string, end: 'from' | 'to', nowMs: number): number | null {
  const dates = [...text.matchAll(/\b(\d{4})-(\d{2})-(\d{2})\b/g)].map(([date]) => Date.parse(date));
  const named = end === 'from' ? dates[0] : dates[1];
  if (named !== undefined && Number.isFinite(named)) return named;
  const days = daysAskedFor(text);
  if (days === null) return null;
  return end === 'from' ? nowMs - days * DAY_MS : nowMs;
}
