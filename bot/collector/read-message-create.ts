import { DISCORD_EPOCH_MS } from '#core/platform/snowflake.ts';
import { internSnowflake, snowflakeTime } from './intern-snowflake.ts';

/**
 * Reads the few fields of a MESSAGE_CREATE that are counted and skips the rest: JSON.parse of a message costs more
 * than all other work on it together.
 *
 * What this reader is not sure of it leaves to JSON.parse by answering null: another event, white space between tokens,
 * an envelope in another order than Discord's own, an escaped key, an id it cannot hold exactly, a frame cut off. The
 * order of the keys inside `d` does not matter. Of text that is JSON, with no key twice in one object, it says what
 * JSON.parse says or nothing.
 *
 * The answers stand in one object that every call uses again; ids are interned (see intern-snowflake.ts).
 */
export interface MessageCreate {
  /** `s` of the dispatch. */
  sequence: number;
  guildId: string;
  channelId: string;
  userId: string;
  /** The instant in the message's own snowflake, milliseconds since 1970. */
  createdMs: number;
}

const message: MessageCreate = { sequence: 0, guildId: '', channelId: '', userId: '', createdMs: 0 };

const PREFIX = '{"t":"MESSAGE_CREATE","s":';
const MIDDLE = ',"op":0,"d":{';
/** A sequence of more digits is not read: 15 are exact in a double. */
const SEQUENCE_DIGITS = 15;

const QUOTE = 34;
const COMMA = 44;
const ZERO = 48;
const ONE = 49;
const NINE = 57;
const COLON = 58;
const BRACKET = 91;
const BACKSLASH = 92;
const BRACKET_END = 93;
const BRACE = 123;
const BRACE_END = 125;
const NONE = -1;
const LETTER_A = 97;
const LETTER_C = 99;
const LETTER_F = 102;
const LETTER_G = 103;
const LETTER_I = 105;
const LETTER_N = 110;
const LETTER_T = 116;
const LETTER_W = 119;

/** Where the first digits of the ids stand in the frame looked at last. */
let guildAt = NONE;
let channelAt = NONE;
let idAt = NONE;
let userAt = NONE;
let hasType = false;
let hasEscapes = false;

/** All at once, for callers that have no guild to drop. @returns null: take the slow path. */
export function readMessageCreate(text: string): Readonly<MessageCreate> | null {
  return peekGuild(text) === null ? null : readRest(text);
}

/**
 * First half: the guild of a countable message by a human account. `peekedSequence` is its sequence.
 * @returns null: take the slow path.
 */
export function peekGuild(text: string): string | null {
  if (!text.startsWith(PREFIX)) return null;
  let at = PREFIX.length;
  let sequence = 0;
  for (let digit = text.charCodeAt(at); digit >= ZERO && digit <= NINE; digit = text.charCodeAt(++at)) {
    sequence = sequence * 10 + digit - ZERO;
  }
  const digits = at - PREFIX.length;
  if (digits === 0 || digits > SEQUENCE_DIGITS || !text.startsWith(MIDDLE, at)) return null;
  hasEscapes = text.indexOf('\\', at) !== NONE;
  guildAt = channelAt = idAt = userAt = NONE;
  hasType = false;
  const end = walkMessage(text, at + MIDDLE.length);
  if (end === NONE || text.charCodeAt(end) !== BRACE_END || end + 1 !== text.length) return null;
  if (!hasType || guildAt === NONE || channelAt === NONE || idAt === NONE || userAt === NONE) return null;
  const guildId = internSnowflake(text, guildAt);
  if (guildId === '') return null;
  message.sequence = sequence;
  message.guildId = guildId;
  return guildId;
}

/** `s` of the frame that `peekGuild` looked at last. */
export function peekedSequence(): number {
  return message.sequence;
}

/**
 * Second half, right after `peekGuild` answered for the same text.
 * @returns the shared answer, valid until the next call; null: take the slow path.
 */
export function readRest(text: string): Readonly<MessageCreate> | null {
  const channelId = internSnowflake(text, channelAt);
  const userId = internSnowflake(text, userAt);
  const id = internSnowflake(text, idAt);
  if (channelId === '' || userId === '' || id === '') return null;
  message.channelId = channelId;
  message.userId = userId;
  message.createdMs = snowflakeTime + DISCORD_EPOCH_MS;
  return message;
}

/** Walks the keys of `d` from behind its brace. @returns the index behind its end. */
function walkMessage(text: string, start: number): number {
  for (let at = start; ; at++) {
    const keyEnd = endOfKey(text, at);
    if (keyEnd === NONE) return NONE;
    const value = keyEnd + 2;
    const key = text.charCodeAt(at + 1);
    const length = keyEnd - at - 1;
    if (length === 6 && key === LETTER_A && text.startsWith('author', at + 1)) {
      if (text.charCodeAt(value) !== BRACE) return NONE;
      at = walkAuthor(text, value + 1);
    } else {
      if (length === 2 && key === LETTER_I && text.startsWith('id', at + 1)) idAt = value + 1;
      else if (length === 4 && key === LETTER_T && text.startsWith('type', at + 1)) {
        hasType = isCountable(text, value);
        if (!hasType) return NONE;
      } else if (length === 8 && key === LETTER_G && text.startsWith('guild_id', at + 1)) guildAt = value + 1;
      else if (length === 10 && key === LETTER_C && text.startsWith('channel_id', at + 1)) channelAt = value + 1;
      else if (length === 10 && key === LETTER_W && text.startsWith('webhook_id', at + 1)) return NONE;
      at = skipValue(text, value);
    }
    if (at === NONE) return NONE;
    const next = text.charCodeAt(at);
    if (next !== COMMA) return next === BRACE_END ? at + 1 : NONE;
  }
}

/** Walks the keys of `d.author` from behind its brace. @returns the index behind its end; NONE also for a bot. */
function walkAuthor(text: string, start: number): number {
  for (let at = start; ; at++) {
    const keyEnd = endOfKey(text, at);
    if (keyEnd === NONE) return NONE;
    const value = keyEnd + 2;
    const length = keyEnd - at - 1;
    if (length === 2 && text.startsWith('id', at + 1)) userAt = value + 1;
    else if (length === 3 && text.startsWith('bot', at + 1) && text.charCodeAt(value) !== LETTER_F) return NONE;
    at = skipValue(text, value);
    if (at === NONE) return NONE;
    const next = text.charCodeAt(at);
    if (next !== COMMA) return next === BRACE_END ? at + 1 : NONE;
  }
}

/** Message types that are counted: 0 DEFAULT and 19 REPLY. Source: Discord API reference, "Message Types". */
function isCountable(text: string, value: number): boolean {
  const first = text.charCodeAt(value);
  const isReply = first === ONE && text.charCodeAt(value + 1) === NINE;
  if (first !== ZERO && !isReply) return false;
  const after = text.charCodeAt(isReply ? value + 2 : value + 1);
  return after === COMMA || after === BRACE_END;
}

/** The closing quote of the key that opens at `at`; NONE where there is no plain key with a colon right behind. */
function endOfKey(text: string, at: number): number {
  if (text.charCodeAt(at) !== QUOTE) return NONE;
  const end = text.indexOf('"', at + 1);
  if (end === NONE || text.charCodeAt(end + 1) !== COLON) return NONE;
  if (hasEscapes) {
    const backslash = text.indexOf('\\', at + 1);
    if (backslash !== NONE && backslash < end) return NONE;
  }
  return end;
}

/** @returns the index behind the string whose opening quote stands before `from`. */
function skipString(text: string, from: number): number {
  let end = text.indexOf('"', from);
  while (hasEscapes && end !== NONE && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === NONE ? NONE : end + 1;
}

function isEscaped(text: string, quote: number): boolean {
  let at = quote;
  while (text.charCodeAt(at - 1) === BACKSLASH) at--;
  return ((quote - at) & 1) === 1;
}

/** @returns the index behind the value that begins at `at`. */
function skipValue(text: string, at: number): number {
  switch (text.charCodeAt(at)) {
    case QUOTE:
      return skipString(text, at + 1);
    case LETTER_N:
    case LETTER_T:
      return at + 4;
    case LETTER_F:
      return at + 5;
    case BRACKET:
      return text.charCodeAt(at + 1) === BRACKET_END ? at + 2 : skipNested(text, at);
    case BRACE:
      return skipNested(text, at);
    default:
      return skipNumber(text, at);
  }
}

/** A sign, a point and an exponent stand in the same span of character codes as the digits, or are an E. */
function skipNumber(text: string, start: number): number {
  let at = start;
  for (let code = text.charCodeAt(at); ; code = text.charCodeAt(++at)) {
    const part =
      (code >= ZERO && code <= NINE) || code === 43 || code === 45 || code === 46 || code === 69 || code === 101;
    if (!part) return at === start ? NONE : at;
  }
}

/** @returns the index behind the object or list that begins at `start`. */
function skipNested(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = skipString(text, at + 1) - 1;
        if (at < start) return NONE;
        break;
      case BRACE:
      case BRACKET:
        depth++;
        break;
      case BRACE_END:
      case BRACKET_END:
        if (--depth === 0) return at + 1;
        break;
    }
  }
  return NONE;
}
