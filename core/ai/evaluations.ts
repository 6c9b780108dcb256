import { z } from 'zod';
import type { FeatureName } from './features.ts';
import type { ModelRequest } from './schema.ts';

/** A question whose answer is known; everything in it is made up. */
export interface EvaluationQuestion {
  ask: Pick<ModelRequest, 'messages' | 'shape'>;
  /** @param answer all that the model said */
  isRight(answer: string): boolean;
}

/** A set of questions that a use of a model is asked, with the instructions that its version of a prompt has. */
export interface Evaluation {
  name: string;
  feature: FeatureName;
  questions: readonly EvaluationQuestion[];
  /** Billionths of a US dollar that a run may cost. */
  mostNanos: bigint;
  /** Share of right answers below which somebody has to look. */
  leastShare: number;
}

/** Of a server that there is not: a line for each day. */
const table = [
  ...[
    { day: '2026-03-02', messages: 412, voiceMinutes: 95 },
    { day: '2026-03-03', messages: 388, voiceMinutes: 120 },
  ],
  ...[
    { day: '2026-03-04', messages: 509, voiceMinutes: 64 },
    { day: '2026-03-05', messages: 77, voiceMinutes: 310 },
  ],
  ...[
    { day: '2026-03-06', messages: 640, voiceMinutes: 205 },
    { day: '2026-03-07', messages: 918, voiceMinutes: 488 },
  ],
  { day: '2026-03-08', messages: 731, voiceMinutes: 402 },
];
const facts = table.map(
  ({ day, messages, voiceMinutes }) => `${day} messages=${messages} voiceMinutes=${voiceMinutes}`,
);
const instructions = 'Answer from the table alone, with the number that is asked for.';
const answerSchema = z.object({ value: z.number() });

function ofTable(question: string, right: number): EvaluationQuestion {
  return {
    ask: {
      messages: [
        { role: 'system', parts: [{ field: null, text: instructions }] },
        {
          role: 'user',
          parts: [
            { field: 'totals', text: facts.join('\n') },
            { field: 'question', text: question },
          ],
        },
      ],
      shape: { name: 'answer', schema: answerSchema },
    },
    isRight: (answer) => {
      try {
        return answerSchema.parse(JSON.parse(answer)).value === right;
      } catch {
        return false;
      }
    },
  };
}

const sum = (name: 'messages' | 'voiceMinutes') => table.reduce((all, one) => all + one[name], 0);
const most = (name: 'messages' | 'voiceMinutes') => Math.max(...table.map((one) => one[name]));

/** Every set of this room. Rooms above hand theirs in beside it. */
export const evaluations: readonly Evaluation[] = [
  {
    name: 'totals',
    feature: 'assistant',
    mostNanos: 50_000_000n,
    leastShare: 0.7,
    questions: [
      ...table.map(({ day, messages }) => ofTable(`How many messages were written on ${day}?`, messages)),
      ofTable('How many messages were written in all of these days together?', sum('messages')),
      ofTable('How many minutes of voice were there in all of these days together?', sum('voiceMinutes')),
      ofTable('How many messages did the day have that had most of them?', most('messages')),
      ofTable('How many minutes of voice did the day have that had most of them?', most('voiceMinutes')),
      ofTable(
        'On how many of these days were fewer than 500 messages written?',
        table.filter(({ messages }) => messages < 500).length,
      ),
    ],
  },
];
