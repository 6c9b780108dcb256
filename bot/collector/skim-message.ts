import { closesObject, opensObject } from './sure-braces.ts';
import { COUNTED, NOT_COUNTED, type Places, UNSURE, type Verdict } from './walk-message.ts';

/**
 * The short way through a MESSAGE_CREATE whose keys stand in Discord's usual order: it goes from brace to brace, which
 * are few, and finds what it wants beside them. Every brace of the frame has to prove itself none of a string's, so the
 * depth of each place is certain, and with it what is found there; anything else is left to walkMessage.
 *
 * A key is only taken with the comma before its quote: a quote behind a comma that ended a string would have a letter
 * behind it, which JSON does not allow.
 */
const QUOTE = 34;
const COMMA = 44;
const ZERO = 48;
const ONE = 49;
const NINE = 57;
const LETTER_I = 105;
const LETTER_R = 114;
const LETTER_W = 119;
const BRACE_END = 125;
const NONE = -1;

let authorOpen = NONE;
let authorClose = NONE;
let messageIdAt = NONE;
/** Opening and closing braces of the objects right inside the author, in turn. */
const inner = new Int32Array(16);
let innerCount = 0;

/**
 * Goes over all braces of `d`, whose own is before `start`, and finds the guild id, which is usually the last in it.
 * @returns the index of the id's first digit, or NONE: not in the usual order, or not sure.
 */
export function skimGuild(text: string, start: number): number {
  const last = text.length - 2;
  if (text.charCodeAt(last) !== BRACE_END || text.charCodeAt(last + 1) !== BRACE_END) return NONE;
  const guild = startOfId(text, last - 1);
  if (guild === NONE || text.slice(guild - 13, guild) !== ',"guild_id":"') return NONE;
  return skimBraces(text, start, last) ? guild : NONE;
}

/** What `skimGuild` was right about before: whether the same message counts, and where its other ids are. */
export function skimRest(text: string, start: number, places: Places): Verdict {
  if (authorClose === NONE || messageIdAt === NONE || text.indexOf('\\', start) !== NONE) return UNSURE;
  const type = skimType(text, start);
  if (type !== COUNTED) return type;
  if (text.indexOf('webhook_id', start) !== NONE) return UNSURE;
  const bot = text.indexOf('bot"', authorOpen);
  if (bot !== NONE && bot < authorClose) {
    return text.slice(bot - 2, bot + 10) === ',"bot":true,' && isRightInAuthor(bot) ? NOT_COUNTED : UNSURE;
  }
  const user = text.indexOf(',"id":"', authorOpen);
  if (user === NONE || user > authorClose || !isRightInAuthor(user)) return UNSURE;
  const channel = startOfId(text, authorOpen - 11);
  if (channel === NONE || text.slice(channel - 15, channel) !== ',"channel_id":"') return UNSURE;
  places.message = messageIdAt;
  places.user = user + 7;
  places.channel = channel;
  return COUNTED;
}

/** Discord's usual first key is `type`, or before it `webhook_id`. */
function skimType(text: string, start: number): Verdict {
  if (text.charCodeAt(start + 1) === LETTER_W) {
    return text.slice(start, start + 14) === '"webhook_id":"' ? NOT_COUNTED : UNSURE;
  }
  if (text.slice(start, start + 7) !== '"type":') return UNSURE;
  const first = text.charCodeAt(start + 7);
  const second = text.charCodeAt(start + 8);
  if (second === COMMA) return first === ZERO ? COUNTED : isDigit(first) ? NOT_COUNTED : UNSURE;
  if (!isDigit(first) || !isDigit(second) || text.charCodeAt(start + 9) !== COMMA) return UNSURE;
  return first === ONE && second === NINE ? COUNTED : NOT_COUNTED;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

/** The first digit of the id before the quote at `end`, with a quote before it. */
function startOfId(text: string, end: number): number {
  if (text.charCodeAt(end) !== QUOTE) return NONE;
  if (text.charCodeAt(end - 18) === QUOTE) return end - 17;
  if (text.charCodeAt(end - 19) === QUOTE) return end - 18;
  return text.charCodeAt(end - 20) === QUOTE ? end - 19 : NONE;
}

function skimBraces(text: string, start: number, last: number): boolean {
  authorOpen = authorClose = messageIdAt = NONE;
  innerCount = 0;
  let depth = 1;
  let open = text.indexOf('{', start);
  let close = text.indexOf('}', start);
  while (close < last || open !== NONE) {
    const opens = open !== NONE && open < close;
    if (opens) {
      if (!opensObject(text, open)) return false;
      if (depth === 1 && isAuthor(text, open)) authorOpen = open;
    } else {
      if (!closesObject(text, close)) return false;
      if (--depth === 0) return false;
      if (depth === 1) {
        if (authorOpen !== NONE && authorClose === NONE) authorClose = close;
        if (text.charCodeAt(close + 3) === LETTER_I && text.slice(close + 1, close + 8) === ',"id":"') {
          messageIdAt = close + 8;
        }
      }
    }
    if (depth === 2 && authorOpen !== NONE && authorClose === NONE) {
      if (innerCount === inner.length) return false;
      inner[innerCount++] = opens ? open : close;
    }
    if (opens) {
      depth++;
      open = text.indexOf('{', open + 1);
    } else close = text.indexOf('}', close + 1);
  }
  return depth === 1;
}

function isAuthor(text: string, brace: number): boolean {
  return text.charCodeAt(brace - 3) === LETTER_R && text.slice(brace - 10, brace) === ',"author":';
}

/** Whether a place inside the author lies in none of the objects inside it. */
function isRightInAuthor(at: number): boolean {
  for (let pair = 0; pair < innerCount; pair += 2) {
    if (at > (inner[pair] ?? 0) && at < (inner[pair + 1] ?? 0)) return false;
  }
  return true;
}
