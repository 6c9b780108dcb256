import { findCardNumbers, passesLuhn } from '#core/platform/card-numbers.ts';
import { digitsOf, type Group, groupsOf, layoutOf, windowsFrom } from './redact-numbers.ts';
import type { Span } from './redact-span.ts';

const GAPS = /^[ .,:;\-/()_·•|*ー]{1,3}$/;

/** As they are embossed. */
const EMBOSSED = new Set([
  '4-4-4-4',
  '4-6-5',
  '4-6-4',
  '4-4-4-4-3',
  '4-4-4-4-2',
  '4-4-4-1',
  '8-8',
  '4-12',
  '12-4',
  '6-10',
]);

/**
 * Numbers that begin as cards do and have their check digit, in any writing where they stand alone. Without gaps, 17 and
 * 18 digits are ids of Discord, so they are no cards.
 */
export function findCards(text: string): Span[] {
  const groups = groupsOf(text, GAPS);
  const spans: Span[] = [];
  for (const [at, first] of groups.entries()) {
    if (first.start < (spans.at(-1)?.end ?? 0) || !/^[2-6]/.test(first.digits)) continue;
    const window = windowsFrom(groups, at, { least: 13, most: 19 }).find((one) =>
      isCard(one, text, groups[at + one.length]),
    );
    const end = window?.at(-1)?.end;
    if (window && end) spans.push({ kind: 'card', start: first.start, end, value: digitsOf(window) });
  }
  return spans;
}

function isCard(window: readonly Group[], text: string, next: Group | undefined): boolean {
  const digits = digitsOf(window);
  const [first] = window;
  if (!first || !passesLuhn(digits)) return false;
  const known = findCardNumbers(digits).length > 0;
  if (window.length === 1)
    return (known || digits.length === 16) && !/\d[.,]$/.test(text.slice(Math.max(0, first.start - 2), first.start));
  if (EMBOSSED.has(layoutOf(window))) return true;
  const alone = first.gap === undefined && next?.gap === undefined;
  return alone && digits.length > 13 && text[first.start - 1] !== '+' && (known || digits.length === 16);
}
