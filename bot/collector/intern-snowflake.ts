/**
 * Discord ids cut out of a payload, as strings that own their characters.
 *
 * A slice of 13 characters or more keeps its whole payload alive in V8, and a fresh string is hashed and compared
 * character by character at every map look-up. Here an id that was seen lately is the same string object as last time:
 * hashed already, compared by pointer, nothing allocated. The table is a cache of fixed size (about 4 MB when full);
 * what it forgets is made again, so two equal ids need not be one object.
 */
const SLOTS = 1 << 16;
const highs = new Uint32Array(SLOTS);
const lows = new Uint32Array(SLOTS);
const texts: string[] = new Array<string>(SLOTS).fill('');

const QUOTE = 34;
const ZERO = 48;
const LOW_DIGITS = 9;
const UINT32 = 4_294_967_296;

/** Milliseconds since Discord's epoch of the id read last, exactly `id >> 22`. */
export let snowflakeTime = 0;

/**
 * Reads the id whose first digit is at `start` and whose last is followed by a quote.
 * @returns '' where there are not 17 to 19 digits without a leading zero, or where the id is of the year 2049 or later.
 */
export function internSnowflake(text: string, start: number): string {
  let end = start + 17;
  if (text.charCodeAt(end) !== QUOTE && text.charCodeAt(++end) !== QUOTE && text.charCodeAt(++end) !== QUOTE) return '';
  if (text.charCodeAt(start) === ZERO) return '';
  const middle = end - LOW_DIGITS;
  let bad = 0;
  let high = 0;
  for (let at = start; at < middle; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    bad |= digit | (9 - digit);
    high = high * 10 + digit;
  }
  let low = 0;
  for (let at = middle; at < end; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    bad |= digit | (9 - digit);
    low = (low * 10 + digit) | 0;
  }
  if (bad < 0 || high >= UINT32) return '';
  // 1e9 = 1,953,125 * 512: id / 512 stays a whole number below 2^53, so the shift by 22 loses nothing.
  snowflakeTime = Math.floor((high * 1_953_125 + (low >>> 9)) / 8_192);
  const slot = (Math.imul(high, 0x9e3779b1) ^ Math.imul(low, 0x85ebca6b)) >>> 16;
  const known = texts[slot];
  // Without leading zeros the number decides the text.
  if (lows[slot] === low && highs[slot] === high && known) return known;
  const made = copyOf(text, start, end);
  highs[slot] = high;
  lows[slot] = low;
  texts[slot] = made;
  return made;
}

/** A flat string of its own: halves shorter than 13 characters are copied by V8, and a number conversion joins them. */
function copyOf(text: string, start: number, end: number): string {
  const joined = text.slice(start, end - LOW_DIGITS) + text.slice(end - LOW_DIGITS, end);
  Number(joined);
  return joined;
}
