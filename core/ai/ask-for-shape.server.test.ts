import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { askForShape } from './ask-for-shape.server.ts';
import { type AiRig, question, startAiRig } from './testing/ai-rig.ts';

let rig: AiRig;
beforeAll(async () => {
  rig = await startAiRig();
});
afterAll(() => rig.close());
beforeEach(() => {
  rig.running.model.modes.clear();
  rig.running.model.forgetRequests();
});

const shape = { name: 'totals', schema: z.object({ people: z.number() }) };
const ask = (deps = rig.deps) => askForShape(deps, { ...question(), shape });

test('an answer of the shape comes parsed', async () => {
  expect(await ask()).toEqual({ state: 'answered', value: { people: expect.any(Number) } });
  expect(rig.running.model.received).toBe(1);
});

test('another shape is asked for once more, and no more than that', async () => {
  rig.mode({ mode: 'malformed', how: 'object', next: 1 });
  expect((await ask()).state).toBe('answered');
  expect(rig.running.model.received).toBe(2);
  rig.mode({ mode: 'malformed', how: 'object' });
  expect(await ask()).toEqual({ state: 'failed' });
  expect(rig.running.model.received).toBe(4);
});

test('what breaks off is no answer, and a refusal says why', async () => {
  rig.mode({ mode: 'failing', how: 'hang-up', status: 503, afterChunks: 2 });
  expect(await ask()).toEqual({ state: 'failed' });
  expect(await ask({ ...rig.deps, models: null } as unknown as AiRig['deps'])).toEqual({
    ...{ state: 'refused', reason: 'no-model' },
  });
});
