import { expect, test } from 'vitest';
import type { EvaluationQuestion } from '#core/ai/evaluations.ts';
import { locales } from '#core/i18n/rules.ts';
import { insightEvaluations } from './evaluations.ts';

const [wording] = insightEvaluations;
const questions = wording?.questions ?? [];
interface Sentence {
  facts: string[];
  text: string;
}
/** What a model is given of a question: the sentences of rules. */
const givenTo = ({ ask }: EvaluationQuestion): Sentence[] =>
  JSON.parse(ask.messages.at(-1)?.parts.find(({ field }) => field === 'totals')?.text ?? '').sentences;
const isRight = (question: EvaluationQuestion, sentences: Sentence[]) =>
  question.isRight(JSON.stringify({ sentences }));

test('a report is worded in every language, each sentence of known numbers, and the rules’ own words are right', () => {
  expect(questions.length).toBeGreaterThanOrEqual(2 * locales.length);
  for (const question of questions) {
    const given = givenTo(question);
    expect(given.length).toBe(3);
    expect([given, isRight(question, given)]).toEqual([given, true]);
  }
});

test.each([
  [
    'a number that is another',
    (given: Sentence[]) =>
      given.map((one, at) =>
        at ? one : { ...one, text: one.text.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)) },
      ),
  ],
  ['a fact that is not told', (given: Sentence[]) => given.slice(1)],
  ['a fact without its number', (given: Sentence[]) => given.map((one, at) => (at ? one : { ...one, text: 'OK.' }))],
  ['a sentence that rests on nothing', (given: Sentence[]) => [...given, { facts: [], text: given[0]?.text ?? '' }]],
  [
    'a cause',
    (given: Sentence[]) =>
      given.map((one) => ({
        ...one,
        text: `${one.text} Because of the event. Wegen, à cause de, por causa de, debido a, のため`,
      })),
  ],
  ['nothing', () => []],
] as const)('%s is wrong', (_, change) => {
  for (const question of questions) expect(isRight(question, change(givenTo(question)))).toBe(false);
});

test('what is no answer of the shape is not right', () => {
  expect(() => questions[0]?.isRight('{"sentences":"all is well"}')).toThrow();
});
