/** What is masked already, and Discord's own markup, look like this to those who search: like nothing they know. */
export const NOTHING = '\uE000';

/**
 * A text as those who search see it: compatibility forms, digits of all scripts, dashes and spaces made one; accents,
 * invisible characters and marks over letters left out. `start[i]` and `end[i]` say which stretch of the original the
 * character `text[i]` stands for. Source of compatibility forms: Unicode Standard Annex 15.
 */
export interface View {
  text: string;
  start: readonly number[];
  end: readonly number[];
}

const MARK = /[\p{M}\uFF9E\uFF9F]/u;
/** Those of kana and of other scripts make another letter, and stay. */
const ACCENTS = /(?=\p{M})[\p{Script=Inherited}\p{Script=Cyrillic}](?<![\u3099\u309a])/gu;
const UNSEEN = /\p{Default_Ignorable_Code_Point}|[\p{Cf}\p{Co}\p{Cn}]/gu;
const NO_ASCII_DIGIT = /(?![0-9])\p{Nd}/gu;

export function viewOf(original: string): View {
  let text = '';
  const start: number[] = [];
  const end: number[] = [];
  for (let at = 0; at < original.length; ) {
    const next = endOfCluster(original, at);
    const seen = seenAs(original, at, next, text);
    text += seen;
    for (let n = 0; n < seen.length; n++) {
      start.push(at);
      end.push(next);
    }
    at = next;
  }
  return { text, start, end };
}

/** The same text with stretches that nobody finds anything in any more. */
export function without(text: string, spans: readonly { start: number; end: number }[]): string {
  let rest = '';
  let at = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    rest += text.slice(at, start) + NOTHING.repeat(Math.max(0, end - Math.max(at, start)));
    at = Math.max(at, end);
  }
  return rest + text.slice(at);
}

/** A character with all marks upon it. */
function endOfCluster(text: string, at: number): number {
  let next = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
  while (next < text.length && text.charCodeAt(next) >= 0x300) {
    const mark = String.fromCodePoint(text.codePointAt(next) ?? 0);
    if (!MARK.test(mark)) break;
    next += mark.length;
  }
  return next;
}

function seenAs(original: string, at: number, next: number, before: string): string {
  const code = original.charCodeAt(at);
  if (next === at + 1) {
    if (code > 0x20 && code < 0x7f) return original[at] ?? '';
    if (code === 0x20 || code === 0x09 || code === 0xa0 || code === 0x2800) return ' ';
    if ((code >= 0x0a && code <= 0x0d) || code === 0x85 || code === 0x2028 || code === 0x2029) return '\n';
    if (code < 0xa0) return '';
    if (code === NOTHING.charCodeAt(0)) return NOTHING;
    // A full stop between letters of addresses, and the end of a sentence elsewhere.
    if (code === 0x3002 || code === 0xff61)
      return /[a-z0-9]$/i.test(before) && /^[a-z0-9\uff10-\uff5a]/i.test(original.slice(next, next + 1)) ? '.' : '。';
    if ((code >= 0x3041 && code <= 0x30ff) || (code >= 0x4e00 && code <= 0x9fff)) return original[at] ?? '';
  }
  return (
    original
      .slice(at, next)
      .normalize('NFKD')
      .replace(ACCENTS, '')
      .replace(UNSEEN, '')
      .normalize('NFC')
      // In capitals it is written as two.
      .replace(/[ßẞ]/g, 'ss')
      .replace(NO_ASCII_DIGIT, (digit) => String(digitOf(digit.codePointAt(0) ?? 0)))
      .replace(/[\p{Pd}\u2212\u2043]/gu, '-')
      .replace(/[\p{Zs}\u2800]/gu, ' ')
  );
}

/** Digits of a script stand in a row; each row begins at a code that ends with 0 or 6. */
function digitOf(digit: number): number {
  const place = digit & 15;
  const fromZero = /\p{Nd}/u.test(String.fromCodePoint(digit - place)) || place < 6;
  return (fromZero ? place : place - 6) % 10;
}
