import { type RedactedKind, redact, redactedKinds } from '#core/ai/rules/redact.ts';
import { type BenchResult, type Figures, type Goals, median, rounded } from '../report.ts';
import { frames, makeCleanText, makeSentences, type Sentence } from './make-set.ts';
import { type Measured, measure } from './measure.ts';

export interface RedactionOptions {
  /** Sentences of each frame. */
  times: number;
  seed: number;
  say: (line: string) => void;
}

const RECALL: Partial<Record<RedactedKind, number>> = { mail: 0.99, card: 0.99, iban: 0.99, ip: 0.99, phone: 0.95 };
const MASKED_WORDS_PERCENT = 2;
const LEAST_SPANS = 2_400;
const LEAST_CLEAN_WORDS = 20_000;
const CLEAN_TIMES = 16;
const ROUNDS = 15;
const SHOWN = 12;

/** What the redactor finds of labelled values in six languages, what it takes for one in clean text, and its time. */
export async function redaction({ times, seed, say }: RedactionOptions): Promise<BenchResult> {
  const dev = makeSentences('dev', times, seed);
  const heldOut = makeSentences('heldOut', times, seed + 1);
  const clean = makeCleanText(CLEAN_TIMES, seed + 2);
  const all = measure([...dev, ...heldOut]);
  const onClean = measure(clean);
  const parts = { dev: measure(dev), held_out: measure(heldOut) };
  sayByLanguage(all, say);
  for (const { label, value, redacted } of parts.dev.missed.slice(0, SHOWN))
    say(`missed ${label.kind} ${JSON.stringify(value)}: ${JSON.stringify(redacted)}`);

  const spans = sum(all, 'spans');
  const figures: Figures = {
    spans,
    languages: Object.keys(frames).length,
    frames_least_of_a_language: Math.min(...Object.values(frames).map((one) => one.dev.length + one.heldOut.length)),
    clean_words: onClean.words,
  };
  const goals: Goals = { spans: { atLeast: LEAST_SPANS }, clean_words: { atLeast: LEAST_CLEAN_WORDS } };
  for (const kind of redactedKinds) {
    for (const [part, measured] of Object.entries({ ...parts, all })) {
      const figure = part === 'all' ? `recall_${kind}` : `recall_${kind}_${part}`;
      figures[figure] = recall(measured, kind);
      const atLeast = RECALL[kind];
      if (atLeast !== undefined) goals[figure] = { atLeast };
    }
  }
  figures.called_what_it_is = rounded(sum(all, 'named') / sum(all, 'found'), 4);
  figures.precision = rounded(1 - (all.wrongMasks + onClean.masks) / (all.masks + onClean.masks), 4);
  figures.masked_words_of_clean_text_percent = rounded((onClean.maskedWords / onClean.words) * 100, 3);
  goals.masked_words_of_clean_text_percent = { atMost: MASKED_WORDS_PERCENT };
  figures.masked_words_beside_values_percent = rounded((all.maskedWords / all.words) * 100, 3);
  figures.clean_ms_per_1000_characters = timeOf(clean);
  figures.full_ms_per_1000_characters = timeOf([...dev, ...heldOut]);
  return {
    figures,
    goals,
    notes: [
      '"recall": values that are masked from their first character to their last; "_dev" and "_held_out": of frames and writings apart, of which the second were not looked at while the redactor was written.',
      '"called_what_it_is": of those, masked as the kind they are. "precision": masks that hold something of a labelled value, of all masks, clean text included.',
      '"clean": sentences with orders, prices, dates, scores, versions, ISBN, ids, hashes and sums; words by the segmenter of each language.',
      '"ms_per_1000_characters": a text of 4,000 characters, once again where something was found in it; the median of the texts.',
    ],
  };
}

function recall({ tallies }: Measured, kind: string): number {
  const tally = tallies.get(kind);
  return tally ? rounded(tally.found / tally.spans, 4) : Number.NaN;
}

function sum({ tallies }: Measured, field: 'spans' | 'found' | 'named'): number {
  return redactedKinds.reduce((total, kind) => total + (tallies.get(kind)?.[field] ?? 0), 0);
}

function sayByLanguage(measured: Measured, say: (line: string) => void): void {
  const languages = Object.keys(frames);
  say(`recall    ${languages.map((one) => one.padStart(8)).join('')}`);
  for (const kind of redactedKinds) {
    const cells = languages.map((one) => recall(measured, `${kind} ${one}`).toFixed(3).padStart(8));
    say(`  ${kind.padEnd(8)}${cells.join('')}   of ${measured.tallies.get(kind)?.spans}`);
  }
}

/** Milliseconds for 1,000 characters, in texts of about 4,000 with names to look for. */
function timeOf(sentences: readonly Sentence[]): number {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    let text = '';
    for (const sentence of sentences) {
      text += `${sentence.text}\n`;
      if (text.length < 4_000) continue;
      const started = performance.now();
      redact(text, { names: sentence.names });
      times.push(((performance.now() - started) / text.length) * 1_000);
      text = '';
    }
  }
  return rounded(median(times));
}
