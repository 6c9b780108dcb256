import { findCards } from './redact-card.ts';
import { findIbans } from './redact-iban.ts';
import { findIps } from './redact-ip.ts';
import { findMails } from './redact-mail.ts';
import { findMarkup, findMentions, findNames, type People, peopleOf } from './redact-names.ts';
import { findPhones } from './redact-phone.ts';
import { findInvites, findTokens } from './redact-secrets.ts';
import type { Span } from './redact-span.ts';
import { NOTHING, viewOf, without } from './redact-view.ts';

export const redactedKinds = ['mail', 'phone', 'card', 'iban', 'ip', 'token', 'invite', 'name'] as const;
export type RedactedKind = (typeof redactedKinds)[number];

export interface Redaction {
  text: string;
  /** Masked places by kind. */
  found: Partial<Record<RedactedKind, number>>;
}

const MASK = new RegExp(`\\[(${redactedKinds.join('|')}) (\\d{1,6})\\]`, 'g');

const INVISIBLE = '\u200b';

/** In this order: what was found is nothing to those who search after it. */
const FINDERS: readonly ((text: string, people: People) => Span[])[] = [
  findTokens,
  findInvites,
  findMentions,
  findMails,
  findIbans,
  findIps,
  findCards,
  findPhones,
  findNames,
];

/**
 * A text without what belongs to somebody: `[mail 1]` stands for a value, the same value has the same number. Pure, and
 * done again it changes nothing. Secrets and addresses that are spelled in words of a language, or shown in a picture, stay.
 * @param options.names of people who are known and must not be there
 * @param options.keep names and ids of people in the conversation, which stay
 */
export function redact(
  text: string,
  { names = [], keep = [] }: { names?: readonly string[]; keep?: readonly string[] } = {},
): Redaction {
  const people = peopleOf(names, keep);
  const numbers = numbersIn(text);
  const found: Redaction['found'] = {};
  let redacted = text;
  // What is masked parts what stood around it, so it is looked at again until nothing is found.
  for (;;) {
    const spans = findSpans(redacted, people);
    if (spans.length === 0) return { text: redacted, found };
    let rest = '';
    let at = 0;
    for (const { kind, start, end, value } of spans) {
      rest += `${redacted.slice(at, start)}[${kind} ${numbers(kind, value)}]`;
      found[kind] = (found[kind] ?? 0) + 1;
      at = end;
    }
    redacted = rest + redacted.slice(at);
  }
}

/** In the order of the text, apart from each other, by places of the text itself. */
function findSpans(original: string, people: People): Span[] {
  const view = viewOf(original.replaceAll(NOTHING, INVISIBLE).replace(MASK, (mask) => NOTHING.repeat(mask.length)));
  let text = without(view.text, findMarkup(view.text, people));
  const spans: Span[] = [];
  for (const find of FINDERS) {
    const found = apart(find(text, people));
    text = without(text, found);
    spans.push(...found);
  }
  return spans
    .map((span) => ({ ...span, start: view.start[span.start] ?? 0, end: view.end[span.end - 1] ?? original.length }))
    .sort((a, b) => a.start - b.start);
}

/** Of those that overlap the one that begins first, and is longer. */
function apart(spans: readonly Span[]): Span[] {
  let end = 0;
  return [...spans]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((span) => {
      const free = span.start >= end;
      if (free) end = span.end;
      return free;
    });
}

/** Numbers of values by kind, beginning after those that are in the text already. */
function numbersIn(text: string): (kind: RedactedKind, value: string) => number {
  const last = new Map<string, number>();
  for (const [, kind = '', number] of text.matchAll(MASK))
    last.set(kind, Math.max(last.get(kind) ?? 0, Number(number)));
  const known = new Map<string, number>();
  return (kind, value) => {
    const key = `${kind} ${value}`;
    const number = known.get(key) ?? (last.get(kind) ?? 0) + 1;
    if (!known.has(key)) last.set(kind, number);
    known.set(key, number);
    return number;
  };
}
