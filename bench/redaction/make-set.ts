import type { RedactedKind } from '#core/ai/rules/redact.ts';
import { seeded } from '../chaos/random.ts';
import { de } from './frames/de.ts';
import { en } from './frames/en.ts';
import { es } from './frames/es.ts';
import { fr } from './frames/fr.ts';
import type { Frames } from './frames/frames.ts';
import { ja } from './frames/ja.ts';
import { ptBr } from './frames/pt-br.ts';
import { cleanValues } from './make-clean.ts';
import { cards, ibans, ips, phones } from './make-numbers.ts';
import { invites, mails, names, PEOPLE, tokens } from './make-words.ts';
import { type Format, oneOf, type Random } from './values.ts';

export const frames: Readonly<Record<string, Frames>> = { en, de, fr, es, 'pt-BR': ptBr, ja };

export interface Label {
  kind: RedactedKind;
  start: number;
  end: number;
}

export interface Sentence {
  language: string;
  text: string;
  labels: readonly Label[];
  /** People who are not to be in it. */
  names: readonly string[];
}

const formatsOf = (language: string): Record<RedactedKind, readonly Format[]> => ({
  mail: mails(language),
  phone: phones(language),
  card: cards,
  iban: ibans,
  ip: ips,
  token: tokens,
  invite: invites,
  name: names(language),
});

/** Each frame so many times, with other values; the seed says which. The held-out part has frames and formats of its own. */
export function makeSentences(part: 'dev' | 'heldOut', times: number, seed: number): Sentence[] {
  const random = seeded(seed);
  return Object.entries(frames).flatMap(([language, { [part]: sentences }]) => {
    const formats = formatsOf(language);
    return sentences.flatMap((frame) =>
      Array.from({ length: times }, () =>
        fill(frame, language, (kind) => {
          const of = formats[kind as RedactedKind].filter(({ heldOut }) => heldOut === (part === 'heldOut'));
          return oneOf(random, of).make(random);
        }),
      ),
    );
  });
}

export function makeCleanText(times: number, seed: number): Sentence[] {
  const random = seeded(seed);
  const value = (kind: string, own: Random) => cleanValues[kind]?.(own) ?? kind;
  return Object.entries(frames).flatMap(([language, { clean }]) =>
    clean.flatMap((frame) =>
      Array.from({ length: times }, () => ({ ...fill(frame, language, (kind) => value(kind, random)), labels: [] })),
    ),
  );
}

function fill(frame: string, language: string, valueFor: (kind: string) => string): Sentence {
  let text = '';
  const labels: Label[] = [];
  for (const part of frame.split(/(\{\w+\})/)) {
    const kind = /^\{(\w+)\}$/.exec(part)?.[1];
    const start = text.length;
    text += kind === undefined ? part : valueFor(kind);
    if (kind !== undefined) labels.push({ kind: kind as RedactedKind, start, end: text.length });
  }
  return { language, text, labels, names: PEOPLE[language] ?? [] };
}
