import { isValidPhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { digitsOf, type Group, groupsOf, layoutOf, windowsFrom } from './redact-numbers.ts';
import type { Span } from './redact-span.ts';
import { without } from './redact-view.ts';

const GAPS = /^[ .\-/()_·•|*ー]{1,4}$/;

/** Numbers that are dates, books or parts of addresses of pages. */
const OTHER_NUMBERS: readonly RegExp[] = [
  /(?<![\d.-])(?:\d{1,2}[./-] ?\d{1,2}[./-] ?(?:19|20)\d{2}|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2})(?!\d|[./-]\d)/g,
  /ISBN(?:-1[03])?:? ?[\d -]{9,16}[\dX]/gi,
  /https?:\/\/(?:(?!%2b)[^\s<>()+]){1,2000}/gi,
];

/** Links that open a chat with a number, or hand one on. */
const CHATS =
  /(?<=(?:wa\.me\/|whatsapp\.com\/send\/?\?phone=|signal\.me\/#p\/|[?&](?:tel|phone|mobile)=)(?:\+|%2B)?)\d{8,15}(?!\d)/gi;

/** How numbers are grouped in countries where they have no zero to begin with. */
const WITHOUT_ZERO: readonly { region: 'US' | 'ES' | 'PT' | 'BR' | 'FR' | 'CH'; layouts: RegExp; digits: RegExp }[] = [
  { region: 'US', layouts: /^(1-)?(3-3-4|3-7|6-4|10)$/, digits: /^1?[2-9]\d{2}[2-9]\d{6}$/ },
  { region: 'ES', layouts: /^(9|3-3-3|3-2-2-2|2-3-2-2|3-6|2-7)$/, digits: /^[6-9]\d{8}$/ },
  { region: 'PT', layouts: /^(9|3-3-3|2-3-2-2|2-7|2-3-4|3-2-2-2)$/, digits: /^(2\d|9[1236])\d{7}$/ },
  { region: 'BR', layouts: /^(2-5-4|2-4-4|2-9|2-8|2-1-4-4|2-3-3-3|11|10|5-4)$/, digits: /^[1-9]\d{8,10}$/ },
  { region: 'FR', layouts: /^1-2-2-2-2$/, digits: /^[67]\d{8}$/ },
  { region: 'CH', layouts: /^2-3-2-2$/, digits: /^7[5-9]\d{7}$/ },
];

/** Codes of the countries of our languages, where the `+` was left out. */
const COUNTRIES = /^(?:33|34|351|4[1349]|55|81)\d{8,11}$/;
const COUNTRY_FIRST = /^(?:1[123]|[23](?:-\d+){2,6})$/;

const MONEY_BEFORE = /[€$£¥₹] ?$/;
const MONEY_AFTER = /^ ?(?:€|\$|£|¥|%|円|eur\b|usd\b|brl\b|reais|euros?\b|dollars?\b|xp\b)/i;
/** Words after which comes the number of something else. */
const COUNTED =
  /(?:#|\border|bestell\w*|auftrag\w*|rechnung\w*|ticket|invoice|commande|facture|pedido|factura|fatura|注文番号|\bid|uid|seed|hash|timestamp|unix)[ :=.#*`"'-]{0,4}$/i;
const LOOK_BACK = 24;
/** Digits of a number with its zero in most countries. */
const WHOLE = 10;

/**
 * International numbers, those that begin with the zero of their country, and the groups of countries without one.
 * The library's own finder asks for each default country again: a quarter of a second for 4,000 characters.
 */
export function findPhones(original: string): Span[] {
  const text = without(
    original,
    OTHER_NUMBERS.flatMap((pattern) => [...original.matchAll(pattern)].map(spanOf)),
  );
  const groups = groupsOf(text, GAPS);
  const chats = [...original.matchAll(CHATS)].map((match) => ({ ...spanOf(match), value: match[0] }));
  const spans: Span[] = [];
  for (const [at, first] of groups.entries()) {
    if (first.start < (spans.at(-1)?.end ?? 0)) continue;
    const found = international(text, groups, at) ?? withZero(text, groups, at) ?? withoutZero(text, groups, at);
    if (found) spans.push({ kind: 'phone', ...found });
  }
  return [...spans, ...chats.map((chat) => ({ kind: 'phone' as const, ...chat }))];
}

type Found = Omit<Span, 'kind'>;

function international(text: string, groups: readonly Group[], at: number): Found | undefined {
  const first = groups[at];
  if (!first) return undefined;
  const lead = /(?:\( ?)?(?:\+|%2b) ?(?:\( ?)?$/i.exec(text.slice(Math.max(0, first.start - 5), first.start))?.[0];
  if (lead === undefined && !(/^(?:00|011)(?:[1-9]|$)/.test(first.digits) && startsAlone(text, first)))
    return undefined;
  const windows = windowsFrom(groups, at, { least: 7, most: 18 })
    .filter((window) => !window.some(beginsAnother))
    .map((window) => ({ window, called: called(window, text) }));
  const best =
    windows.find(({ called }) => called?.isValid()) ??
    windows.find(({ called, window }) => called?.isPossible() && digitsOf(window).length > 7);
  const end = best?.window.at(-1)?.end;
  if (!best?.called || end === undefined) return undefined;
  return { start: first.start - (lead?.length ?? 0), end, value: best.called.number };
}

/** In `+49 (0)30` the zero is not dialled from abroad. */
function called(window: readonly Group[], text: string) {
  const dialled = window.filter(
    ({ digits, start, end }, n) => n === 0 || digits !== '0' || text[start - 1] !== '(' || text[end] !== ')',
  );
  return parsePhoneNumberFromString(`+${digitsOf(dialled).replace(/^(?:00|011)/, '')}`);
}

/** Of such a number, numbering plans say little that its length does not: Germany's have from 5 to 15 digits. */
function withZero(text: string, groups: readonly Group[], at: number): Found | undefined {
  const first = groups[at];
  const next = groups[at + 1];
  if (!first || !/^0(?:[1-9]|$)/.test(first.digits) || !startsAlone(text, first)) return undefined;
  // A fraction, or a score.
  if (first.digits === '0' && !(next?.gap === ' ' && /^(?:[1-9]00|[1-9])$/.test(next.digits))) return undefined;
  const windows = windowsFrom(groups, at, { least: 9, most: 12 }).filter(
    (one) => !one.some(beginsAnother) && !one.some(followsWhole),
  );
  const window = [...windows.filter(inPairs), ...windows].find((one) => {
    const layout = layoutOf(one);
    const singles = layout.split('-').filter((length) => length === '1').length;
    return (singles <= 1 || singles === one.length) && endsAlone(text, one, groups[at + one.length]);
  });
  if (!window || isOfSomethingElse(text, window)) return undefined;
  return spanOfWindow(text, window);
}

/** As in France: five pairs are a whole number, whatever comes next. */
function inPairs(window: readonly Group[]): boolean {
  return layoutOf(window) === '2-2-2-2-2';
}

/** A zero begins the next number after a stroke or a bracket, unless it is alone in it: `+49 (0)30`. */
function beginsAnother({ gap, digits }: Group, n: number): boolean {
  return n > 0 && /^0\d/.test(digits) && /[/|(]/.test(gap ?? '');
}

/** And so it does after a space, where a whole number stands before it. */
function followsWhole({ gap, digits }: Group, n: number, window: readonly Group[]): boolean {
  return n > 0 && gap === ' ' && /^0\d/.test(digits) && digitsOf(window.slice(0, n)).length >= WHOLE;
}

function withoutZero(text: string, groups: readonly Group[], at: number): Found | undefined {
  const first = groups[at];
  if (!first || !/^[1-9]/.test(first.digits) || !startsAlone(text, first)) return undefined;
  const window = windowsFrom(groups, at, { least: 9, most: 13 }).find((one) => {
    const digits = digitsOf(one);
    if (!endsAlone(text, one, groups[at + one.length])) return false;
    const layout = layoutOf(one);
    // A Brazilian mobile number without its area: 91234-5678.
    if (layout === '5-4') return one[1]?.gap === '-' && digits.startsWith('9');
    if (COUNTRY_FIRST.test(layout) && COUNTRIES.test(digits) && parsePhoneNumberFromString(`+${digits}`)?.isValid())
      return true;
    return WITHOUT_ZERO.some(
      (plan) => plan.layouts.test(layout) && plan.digits.test(digits) && isValidPhoneNumber(digits, plan.region),
    );
  });
  if (!window || isOfSomethingElse(text, window)) return undefined;
  return spanOfWindow(text, window);
}

function isOfSomethingElse(text: string, window: readonly Group[]): boolean {
  const start = window[0]?.start ?? 0;
  const end = window.at(-1)?.end ?? start;
  const before = text.slice(Math.max(0, start - LOOK_BACK), start);
  const after = text.slice(end, end + 12);
  if (MONEY_BEFORE.test(before) || MONEY_AFTER.test(after)) return true;
  return window.length === 1 && (COUNTED.test(before) || /^[a-z]/i.test(after));
}

/** Not inside of a longer number, of an id with letters, or of a word. */
function startsAlone(text: string, { start, gap }: Group): boolean {
  if (gap !== undefined && !/[ /()|]/.test(gap)) return false;
  const before = text.slice(Math.max(0, start - 8), start);
  return (
    !/[a-z]$/i.test(before) && !/[a-z0-9][-_/]$/i.test(before.replace(/(?:tel|fon|phone|fax|mobil|handy)[-/]$/i, ''))
  );
}

function endsAlone(text: string, window: readonly Group[], next: Group | undefined): boolean {
  const end = window.at(-1)?.end ?? 0;
  return next?.gap === undefined ? !/^[-_][a-z]/i.test(text.slice(end, end + 2)) : /[ /()|]/.test(next.gap);
}

/** With the bracket of its area. */
function spanOfWindow(text: string, window: readonly Group[]): Found {
  const start = window[0]?.start ?? 0;
  const end = window.at(-1)?.end ?? start;
  const bracket = /\( ?$/.exec(text.slice(Math.max(0, start - 2), start))?.[0] ?? '';
  const closes = bracket !== '' && text.slice(start, end).includes(')');
  return { start: closes ? start - bracket.length : start, end, value: digitsOf(window) };
}

function spanOf({ 0: match, index }: RegExpExecArray): { start: number; end: number } {
  return { start: index, end: index + match.length };
}
