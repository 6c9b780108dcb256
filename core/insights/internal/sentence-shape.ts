import { z } from 'zod';

/** What a model answers with: sentences, each with the ids of the facts it rests on. */
export const sentenceShape = {
  name: 'insights',
  schema: z.object({
    sentences: z.array(z.object({ facts: z.array(z.string().max(10)).max(4), text: z.string() })).max(20),
  }),
};
