import { type RedactedKind, redact } from '#core/ai/rules/redact.ts';
import { locateMasks } from './locate-masks.ts';
import type { Label, Sentence } from './make-set.ts';

export interface Tally {
  spans: number;
  found: number;
  /** Found, and called what it is. */
  named: number;
}

export interface Measured {
  tallies: Map<string, Tally>;
  masks: number;
  /** Masks in which nothing is labelled. */
  wrongMasks: number;
  words: number;
  maskedWords: number;
  /** Labelled values of which something is left, with what came out. */
  missed: { label: Label; value: string; redacted: string }[];
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** A value is found where all of it is masked; a part of it left is not found. */
export function measure(sentences: readonly Sentence[], by: typeof redact = redact): Measured {
  const measured: Measured = { tallies: new Map(), masks: 0, wrongMasks: 0, words: 0, maskedWords: 0, missed: [] };
  for (const { text, language, labels, names } of sentences) {
    const redacted = by(text, { names }).text;
    const masks = locateMasks(text, redacted);
    if (!masks) throw new Error(`not the same outside of masks: ${JSON.stringify([text, redacted])}`);
    measured.masks += masks.length;
    measured.wrongMasks += masks.filter((mask) => !labels.some((label) => overlap(mask, label))).length;
    for (const label of labels) {
      const mask = masks.find(({ start, end }) => start <= label.start && end >= label.end);
      count(measured.tallies, [label.kind, `${label.kind} ${language}`], mask?.kind, label.kind);
      if (!mask) measured.missed.push({ label, value: text.slice(label.start, label.end), redacted });
    }
    for (const { index, segment, isWordLike } of segmenter.segment(text)) {
      const word = { start: index, end: index + segment.length };
      if (!isWordLike || labels.some((label) => overlap(word, label))) continue;
      measured.words++;
      if (masks.some((mask) => overlap(word, mask))) measured.maskedWords++;
    }
  }
  return measured;
}

function count(tallies: Map<string, Tally>, keys: readonly string[], as: RedactedKind | undefined, kind: RedactedKind) {
  for (const key of keys) {
    const tally = tallies.get(key) ?? { spans: 0, found: 0, named: 0 };
    tally.spans++;
    if (as !== undefined) tally.found++;
    if (as === kind) tally.named++;
    tallies.set(key, tally);
  }
}

interface Stretch {
  start: number;
  end: number;
}

function overlap(one: Stretch, other: Stretch): boolean {
  return one.start < other.end && other.start < one.end;
}
