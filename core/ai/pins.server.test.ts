import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { watchSockets } from '#core/platform/testing/watch-sockets.ts';
import { type Mode, modeWish } from '../../simulator/model/modes.ts';
import { askModel } from './ask-model.server.ts';
import { createModelAccess } from './model-client.server.ts';
import type { ModelRequest } from './schema.ts';
import { setSwitch } from './set-switch.server.ts';
import { type AiRig, question, startAiRig, trial } from './testing/ai-rig.ts';

let rig: AiRig;
const sockets = watchSockets();
beforeAll(async () => {
  rig = await startAiRig();
});
afterAll(async () => {
  sockets.stop();
  await rig.close();
});

/** Every way in which the stand-in answers badly, and the good ones. */
const modes: fc.Arbitrary<Mode> = fc
  .oneof(
    fc.record({
      mode: fc.constant('failing' as const),
      how: fc.constantFrom('status' as const, 'reset' as const, 'hang-up' as const, 'error-chunk' as const),
      status: fc.constantFrom(400, 401, 402, 403, 404, 408, 429, 500, 502, 503),
      afterChunks: fc.constantFrom(0, 3),
    }),
    fc.record({
      mode: fc.constant('malformed' as const),
      how: fc.constantFrom('chunk', 'arguments', 'object', 'no-usage', 'content-type'),
    }),
    fc.record({ mode: fc.constantFrom('helpful' as const, 'obeying' as const, 'over-billing' as const) }),
    fc.record({ mode: fc.constant('endless' as const), betweenMs: fc.constant(1) }),
  )
  .map((wish) => modeWish.parse({ ...wish, next: 1 }));

const words = fc.string({ maxLength: 200, unit: 'grapheme' });
const requests: fc.Arbitrary<Partial<ModelRequest>> = fc.record({
  personId: fc.constantFrom(null, '400000000000000001'),
  guildId: fc.constantFrom(null, '500000000000000001'),
  messages: fc.array(
    fc.record({
      role: fc.constantFrom('system' as const, 'user' as const),
      parts: fc.array(
        fc.record({ field: fc.constantFrom(null, 'question' as const, 'totals' as const), text: words }),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  ...{
    tools: fc.constantFrom([], [{ name: 'read', description: 'Reads', input: z.object({ of: z.string() }) }]),
    people: fc.record({ names: fc.array(words, { maxLength: 3 }), keep: fc.array(words, { maxLength: 3 }) }),
  },
});

test('whatever is asked and whatever goes wrong: every request is pinned, in the ledger, and to the endpoint alone', async () => {
  const { model } = rig.running;
  const { settings } = rig.deps.models;
  const known = settings.vendors.map((vendor) => vendor.id);
  const some = fc.oneof(
    { weight: 4, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.subarray(known) },
  );
  let sent = 0;
  await fc.assert(
    fc.asyncProperty(
      requests,
      fc.array(modes, { maxLength: 3 }),
      fc.subarray(['lumen/lumen-4', 'nobody/nothing', 'lumen/lumen-4-mini'], { minLength: 1 }),
      fc.record({ expired: some, off: some, abortMs: fc.constantFrom(null, null, null, 0, 5) }),
      async (asked, wished, names, { expired, off, abortMs }) => {
        model.modes.clear();
        model.forgetRequests();
        await rig.db.pool.query('TRUNCATE ai_call, ai_sample, ai_switch');
        for (const mode of wished) model.modes.set(mode);
        const staff = { reason: 'a drill', staffId: '900000000000000001' };
        for (const name of off) await setSwitch(rig.deps, { thing: { kind: 'vendor', name }, off: true, ...staff });
        const vendors = settings.vendors.map((one) =>
          expired.includes(one.id) ? { ...one, until: '2026-01-01' } : one,
        );
        const [first = '', ...others] = names;
        const models = {
          ...rig.deps.models,
          settings: { ...settings, vendors, models: [first, ...others] as [string, ...string[]] },
        };
        const signal = abortMs === null ? undefined : AbortSignal.timeout(abortMs);
        await sockets.within(async () => {
          const answer = await askModel(
            { ...rig.deps, models, register: { trial: { ...trial, timeoutMs: 600 } } },
            question({ ...asked, ...(signal ? { signal } : {}) }),
          );
          if (answer.state === 'open') for await (const _event of answer.events);
        });
        const only = known.filter((id) => !expired.includes(id) && !off.includes(id));
        for (const { body } of model.requests)
          expect(body).toMatchObject({
            stream: true,
            provider: { only, allow_fallbacks: false, data_collection: 'deny', zdr: true, require_parameters: true },
          });
        expect(model.unpinned).toEqual([]);
        expect(only.length > 0 || model.received === 0).toBe(true);
        const calls = await rig.calls();
        expect(calls.length).toBeGreaterThanOrEqual(model.received);
        expect(calls.length).toBeLessThanOrEqual(3);
        expect(calls.every(({ outcome }) => outcome !== 'open')).toBe(true);
        sent += model.received;
      },
    ),
    { numRuns: 40 },
  );
  expect(sent).toBeGreaterThan(10);
  expect(sockets.reached.size).toBeGreaterThan(0);
  expect(sockets.elsewhere(rig.running.url, rig.db.url)).toEqual([]);
}, 90_000);

test('an endpoint that sends elsewhere is not followed, and no other host is reached by this client', async () => {
  await rig.db.pool.query('TRUNCATE ai_switch');
  let visits = 0;
  const elsewhere = createServer((_request, response) => {
    visits += 1;
    response.end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => elsewhere.once('listening', resolve));
  const target = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
  const sending = createServer((_request, response) => response.writeHead(307, { location: target }).end());
  sending.listen(0, '127.0.0.1');
  await new Promise((resolve) => sending.once('listening', resolve));
  const apiUrl = `http://127.0.0.1:${(sending.address() as AddressInfo).port}/api/v1`;
  const models = createModelAccess({ ...rig.deps.models.settings, apiUrl }, rig.deps.register);
  expect(await askModel({ ...rig.deps, models }, question())).toMatchObject({ state: 'failed' });
  await expect(models?.fetch(target)).rejects.toThrow('is not the endpoint of models');
  await expect(models?.fetch('https://openrouter.ai/api/v1/key')).rejects.toThrow('is not the endpoint of models');
  expect(visits).toBe(0);
  for (const server of [elsewhere, sending]) server.close();
});
