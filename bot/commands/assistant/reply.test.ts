import { expect, test } from 'vitest';
import type { Turn } from '#core/assistant/schema.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import { replyOf } from './reply.ts';

const use = {
  guildId: '500000000000000001',
  locale: 'en' as const,
  t: speakerOf('en').t,
  deps: { origin: 'https://procord.example' },
};
const turn: Turn = {
  ...{ id: 'x', askedAt: new Date(0), question: 'How many?', answer: '', state: 'done', refusal: null, sources: [] },
  ...{ unsupported: [], proposals: [], model: 'm', writtenBy: 'model', costNanos: null, feedback: null },
};

test.each([
  ['a long answer', { answer: 'All is well. '.repeat(500) }],
  ['an answer of characters of two halves', { answer: `x${'😀'.repeat(2_000)}` }],
  [
    'more numbers than anybody checks',
    { answer: 'Many.', unsupported: Array.from({ length: 900 }, (_, at) => `${at}`) },
  ],
])('%s fits into a message, whole characters alone, with its mark and the way on', (_, more) => {
  const { content = '' } = replyOf(use, 'thread', { ...turn, ...more });
  expect(content.length).toBeLessThanOrEqual(2_000);
  expect(content).not.toMatch(/\p{Cs}/u);
  expect(content).toContain('An AI wrote this');
  expect(content).toMatch(/\(<https:\/\/procord\.example\/guilds\/500000000000000001\/assistant\/thread>\)$/);
});
