import type { Evaluation, EvaluationQuestion } from '#core/ai/evaluations.ts';
import { type Locale, locales } from '#core/i18n/rules.ts';
import { sentenceShape } from './internal/sentence-shape.ts';
import { writePrompt } from './internal/write-prompt.ts';
import { checkSentences } from './rules/check-sentence.ts';
import { tellsNow } from './rules/tells-now.ts';
import type { Fact } from './schema.ts';

/** Of a server that there is not: seven days in March 2026. */
const ofWeek = (fact: Pick<Fact, 'id' | 'kind' | 'measure' | 'values'> & Partial<Fact>): Fact => ({
  ...{ channelId: null, noteId: null, direction: null, sure: 'clear', fromDay: 20_514, toDay: 20_520 },
  ...fact,
});
const HOUR_MS = 3_600_000;
/** Facts of a kind that are told together in a report, each with numbers of its own. */
const weeks: readonly (readonly Fact[])[] = [
  [
    ofWeek({
      ...{ id: 'f1', kind: 'unusual', measure: 'messages', direction: 'up' },
      values: { now: 4_812, was: 3_905, change: 0.232, weeks: 11 },
    }),
    ofWeek({
      ...{ id: 'f2', kind: 'change', measure: 'voice', direction: 'down', sure: 'likely' },
      values: { now: 31.5 * HOUR_MS, was: 47 * HOUR_MS, change: 0.33 },
    }),
    ofWeek({ id: 'f3', kind: 'record', measure: 'joins', direction: 'up', values: { now: 128, weeks: 11 } }),
  ],
  [
    ofWeek({
      ...{ id: 'f1', kind: 'woke', measure: 'messages', direction: 'up', channelId: '520000000000000001' },
      values: { now: 264, weeks: 9 },
    }),
    ofWeek({
      ...{ id: 'f2', kind: 'shift', measure: 'active', direction: 'down' },
      values: { now: 186, was: 243, change: 0.235, weeks: 8, since: 20_500 },
    }),
    ofWeek({
      id: 'f3',
      kind: 'quiet',
      measure: 'posters',
      direction: 'down',
      sure: 'likely',
      values: { now: 57, weeks: 10 },
    }),
  ],
];

/** Right: every sentence holds against its facts, as a report demands of it, and each fact is told with its number. */
function wording(facts: readonly Fact[], locale: Locale): EvaluationQuestion {
  return {
    ask: { messages: writePrompt(facts, locale), shape: sentenceShape },
    isRight(answer) {
      const { sentences } = sentenceShape.schema.parse(JSON.parse(answer));
      const { kept, withheld } = checkSentences(sentences, facts, locale);
      return withheld === 0 && facts.every((fact) => kept.some((sentence) => tellsNow(sentence, fact, locale)));
    },
  };
}

/** Sets of this room: a report worded in each language, as a guild's would be. */
export const insightEvaluations: readonly Evaluation[] = [
  {
    ...{ name: 'wording', feature: 'insights', mostNanos: 50_000_000n, leastShare: 0.6 },
    questions: weeks.flatMap((facts) => locales.map((locale) => wording(facts, locale))),
  },
];
