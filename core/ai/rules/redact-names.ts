import type { Span } from './redact-span.ts';
import { viewOf } from './redact-view.ts';

/** Names and ids as texts are seen, the longer first: `Anna Lena` who stays keeps an `Anna` who does not from being found in it. */
export interface People {
  stay: ReadonlySet<string>;
  sought: readonly string[];
}

export function peopleOf(names: readonly string[], keep: readonly string[]): People {
  const stay = new Set(keep.map(seen));
  const sought = [...new Set([...names.map(seen), ...stay])]
    .filter((name) => name.length > 1 || UNSPACED.test(name))
    .sort((a, b) => b.length - a.length);
  return { stay, sought };
}

/** Discord's own markup: none of its numbers is anybody's phone. */
const MARKUP =
  /<(?:[@#]?[@&!]?|a?:\w{1,32}:|t:|id:|\/[^<>\n]{1,100}:)-?\d{1,21}(?::[a-zA-Z])?>|<id:[a-z]{1,16}>|(?:channels|attachments|avatars|icons|emojis|users)\/(?:\d{15,21}|@me)(?:\/\d{15,21}){0,2}/gi;
const MENTION = /<@!?(\d{15,21})>/g;
const WORD = /[\p{L}\p{N}]/u;
const KATAKANA = /[\p{Script=Katakana}ー]/u;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}ー]/u;

/** What stays as it is: markup of places and times, and mentions of those who stay. */
export function findMarkup(text: string, { stay }: People): { start: number; end: number }[] {
  return [...text.matchAll(MARKUP)]
    .filter(({ 0: match }) => !new RegExp(`^${MENTION.source}$`).test(match) || stay.has(match.replace(/\D/g, '')))
    .map(({ 0: match, index }) => ({ start: index, end: index + match.length }));
}

export function findMentions(text: string): Span[] {
  return [...text.matchAll(MENTION)].map(({ 0: match, 1: id = '', index }) => ({
    kind: 'name',
    start: index,
    end: index + match.length,
    value: id,
  }));
}

export function findNames(text: string, { stay, sought }: People): Span[] {
  const lower = lowered(text);
  const spans: Span[] = [];
  const taken = new Uint8Array(text.length);
  for (const name of sought) {
    for (let at = lower.indexOf(name); at >= 0; at = lower.indexOf(name, at + name.length)) {
      const end = endOfName(lower, at, name);
      if (end === undefined || taken[at] || taken[end - 1]) continue;
      taken.fill(1, at, end);
      if (!stay.has(name)) spans.push({ kind: 'name', start: at, end, value: name });
    }
  }
  return spans;
}

/** As the text is seen, so that both compare. Length stays: each place of the text is a place of this. */
function lowered(text: string): string {
  const lower = text.toLowerCase().replace(/ς/g, 'σ');
  return lower.length === text.length ? lower : text;
}

function seen(name: string): string {
  return lowered(viewOf(name).text.trim());
}

/** A name is a word of its own, or stands in a script without spaces; a possessive `s` goes with it. */
function endOfName(text: string, at: number, name: string): number | undefined {
  const end = at + name.length;
  if (!isEdge(text[at - 1], name[0] ?? '', name)) return undefined;
  const last = name.at(-1) ?? '';
  if (isEdge(text[end], last, name)) return end;
  return name.length >= 4 && text[end] === 's' && isEdge(text[end + 1], 's', name) ? end + 1 : undefined;
}

function isEdge(neighbour: string | undefined, own: string, name: string): boolean {
  if (neighbour === undefined || !WORD.test(neighbour)) return true;
  if (name.length === 1) return !/\p{Script=Han}/u.test(neighbour);
  if (KATAKANA.test(own)) return !KATAKANA.test(neighbour);
  return UNSPACED.test(own) || UNSPACED.test(neighbour) || !WORD.test(own);
}
