/**
 * Discord ids read in place, out of a payload.
 *
 * A slice of 13 characters or more keeps its whole payload alive in V8, and a fresh string is hashed and compared
 * character by character at every map look-up. So an id is read as numbers; where text is wanted, an id seen lately is
 * the same string object as last time: hashed already, compared by pointer, nothing allocated.
 */
const QUOTE = 34;
const ZERO = 48;
const LOW_DIGITS = 9;
const UINT32 = 4_294_967_296;

/** The two 32-bit halves of the id scanned last, unsigned. */
export let scannedHigh = 0;
export let scannedLow = 0;
/** Milliseconds since Discord's epoch of the id scanned last: exactly `id >> 22`. */
export let scannedTime = 0;
/** The index of the quote behind it. */
let scannedEnd = 0;

/**
 * Scans the id whose first digit is at `start` and whose last is followed by a quote.
 * @returns false where there are not 17 to 19 digits without a leading zero, or the id is of the year 2049 or later.
 */
export function scanId(text: string, start: number): boolean {
  let end = start + 17;
  if (text.charCodeAt(end) !== QUOTE && text.charCodeAt(++end) !== QUOTE && text.charCodeAt(++end) !== QUOTE) {
    return false;
  }
  if (text.charCodeAt(start) === ZERO) return false;
  const middle = end - LOW_DIGITS;
  let outside = 0;
  let high = 0;
  for (let at = start; at < middle; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    outside |= digit | (9 - digit);
    high = high * 10 + digit;
  }
  let low = 0;
  for (let at = middle; at < end; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    outside |= digit | (9 - digit);
    low = (low * 10 + digit) | 0;
  }
  if (outside < 0 || high >= UINT32) return false;
  // 1e9 is 1,953,125 * 512, so id / 512 is a whole number below 2^53 and every shift from there is exact.
  const upper = high * 1_953_125 + (low >>> 9);
  scannedLow = (Math.imul(high, 1_000_000_000) + low) >>> 0;
  scannedHigh = Math.floor(upper / 8_388_608);
  scannedTime = Math.floor(upper / 8_192);
  scannedEnd = end;
  return true;
}

const SLOTS = 1 << 14;
const highs = new Uint32Array(SLOTS);
const lows = new Uint32Array(SLOTS);
/** A cache of fixed size (at most 1 MB): what it forgets is made again, so two equal ids need not be one object. */
const texts: string[] = new Array<string>(SLOTS).fill('');

/** Scans an id and gives it as a string that owns its characters; '' where `scanId` says false. */
export function internId(text: string, start: number): string {
  if (!scanId(text, start)) return '';
  const slot = (Math.imul(scannedLow, 0x9e3779b1) ^ Math.imul(scannedHigh, 0x85ebca6b)) >>> 18;
  const known = texts[slot];
  // Without leading zeros the number decides the text.
  if (lows[slot] === scannedLow && highs[slot] === scannedHigh && known) return known;
  const made = copyOf(text, start, scannedEnd);
  highs[slot] = scannedHigh;
  lows[slot] = scannedLow;
  texts[slot] = made;
  return made;
}

/** V8 copies slices of fewer than 13 characters; a number conversion makes one flat string of the two. */
function copyOf(text: string, start: number, end: number): string {
  const joined = text.slice(start, end - LOW_DIGITS) + text.slice(end - LOW_DIGITS, end);
  Number(joined);
  return joined;
}
