import { DISCORD_EPOCH_MS } from '#core/platform/snowflake.ts';
import { internId, scanId, scannedHigh, scannedLow, scannedTime } from './id-in-text.ts';
import { skimGuild, skimRest } from './skim-message.ts';
import { COUNTED, NOT_COUNTED, type Places, UNSURE, type Verdict, walkMessage } from './walk-message.ts';

/**
 * Reads the few fields of a MESSAGE_CREATE that are counted and skips the rest: JSON.parse of a message costs more
 * than all other work on it together.
 *
 * What this reader is not sure of it leaves to JSON.parse by answering null: another event, white space between tokens,
 * an envelope in another order than Discord's own, an escaped key, an id it cannot hold exactly, a frame cut off. The
 * order of the keys inside `d` costs time but no certainty. Of text that is JSON, with no key twice in one object, it
 * says what JSON.parse says, or nothing.
 *
 * The answers stand in one object that every call uses again; guild and channel ids are interned (see id-in-text.ts).
 */
export interface MessageCreate {
  /** `s` of the dispatch. */
  sequence: number;
  guildId: string;
  channelId: string;
  /** The message's own id as two unsigned 32-bit halves, as all ids here. */
  idHigh: number;
  idLow: number;
  /** The author's id as two unsigned 32-bit halves. */
  userHigh: number;
  userLow: number;
  /** The instant in the message's own snowflake, milliseconds since 1970. */
  createdMs: number;
}

const message: MessageCreate = {
  sequence: 0,
  guildId: '',
  channelId: '',
  idHigh: 0,
  idLow: 0,
  userHigh: 0,
  userLow: 0,
  createdMs: 0,
};
const places: Places = { guild: 0, channel: 0, message: 0, user: 0 };

/** `d` of the frame that `peekGuild` looked at last, and what a walk said of it; UNSURE: it was only skimmed. */
let start = 0;
let walked: Verdict = UNSURE;

const PREFIX = '{"t":"MESSAGE_CREATE","s":';
const MIDDLE = ',"op":0,"d":{';
/** A sequence of more digits is not read: 15 are exact in a double. */
const SEQUENCE_DIGITS = 15;
const LETTER_M = 77;
const LETTER_C = 67;
const ZERO = 48;
const NINE = 57;

/** Both halves at once, for callers that have no guild to drop. */
export function readMessageCreate(text: string): Readonly<MessageCreate> | 'not counted' | null {
  return peekGuild(text) === null ? null : readRest(text);
}

/**
 * First half: the guild of a MESSAGE_CREATE, enough to drop what nobody counts; its sequence is `peekedSequence()`.
 * @returns null: take the slow path.
 */
export function peekGuild(text: string): string | null {
  // MESSAGE_CREATE, and neither MESSAGE_UPDATE nor anything else, has these two where they stand in the prefix.
  if (text.charCodeAt(6) !== LETTER_M || text.charCodeAt(14) !== LETTER_C) return null;
  if (text.slice(0, PREFIX.length) !== PREFIX) return null;
  let at = PREFIX.length;
  let sequence = 0;
  for (let digit = text.charCodeAt(at); digit >= ZERO && digit <= NINE; digit = text.charCodeAt(++at)) {
    sequence = sequence * 10 + digit - ZERO;
  }
  const digits = at - PREFIX.length;
  start = at + MIDDLE.length;
  if (digits === 0 || digits > SEQUENCE_DIGITS || text.slice(at, start) !== MIDDLE) return null;
  walked = UNSURE;
  let guild = skimGuild(text, start);
  if (guild < 0) {
    walked = walkMessage(text, start, places);
    if (walked === UNSURE) return null;
    guild = places.guild;
  }
  const guildId = internId(text, guild);
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
 * @returns the shared answer, valid until the next call; 'not counted': surely of a bot, a webhook or a type that is
 * not counted; null: take the slow path.
 */
export function readRest(text: string): Readonly<MessageCreate> | 'not counted' | null {
  let verdict = walked;
  if (verdict === UNSURE) verdict = skimRest(text, start, places);
  if (verdict === UNSURE) verdict = walkMessage(text, start, places);
  if (verdict === NOT_COUNTED) return 'not counted';
  if (verdict !== COUNTED) return null;
  message.channelId = internId(text, places.channel);
  if (message.channelId === '' || !scanId(text, places.message)) return null;
  message.createdMs = scannedTime + DISCORD_EPOCH_MS;
  message.idHigh = scannedHigh;
  message.idLow = scannedLow;
  if (!scanId(text, places.user)) return null;
  message.userHigh = scannedHigh;
  message.userLow = scannedLow;
  return message;
}
