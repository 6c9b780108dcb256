import { expect, test } from 'vitest';
import { wordsOfAnswer } from './words-of-answer.ts';

test.each([
  ['{"sentences":[{"facts":["f1"],"text":"More."},{"facts":["f2"],"text":"Less."}]}', 'More.\nLess.'],
  ['A plain answer.', 'A plain answer.'],
  ['{"text": "cut in the mid', '{"text": "cut in the mid'],
  ['{"value":7}', '{"value":7}'],
  ['["text"]', '["text"]'],
])('%s', (answer, words) => {
  expect(wordsOfAnswer(answer)).toBe(words);
});
