import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { modeWish } from './modes.ts';
import { scriptWish } from './script.ts';
import type { SimulatedModel } from './simulated-model.ts';

const billingWish = z.strictObject({
  limitMicros: z.int().min(0).nullable().optional(),
  foundAfterMs: z.int().min(0).optional(),
});

/** What tests and tools may do to the stand-in; nothing of it exists on a real endpoint. README.md has the list. */
export function createModelControl(model: SimulatedModel): Hono {
  const app = new Hono();
  app.onError((error, c) => {
    if (error instanceof z.ZodError) return c.json({ error: z.prettifyError(error) }, 400);
    if (error instanceof SyntaxError) return c.json({ error: 'The body must be JSON.' }, 400);
    throw error;
  });
  const { modes, script, book } = model;
  app.get('/state', (c) =>
    c.json({
      modes: modes.describe(),
      script: script.replies.length,
      received: model.received,
      unpinned: model.unpinned.length,
      generations: book.generations.size,
      limitMicros: book.limitMicros,
      foundAfterMs: book.foundAfterMs,
    }),
  );
  app.get('/requests', (c) => c.json(model.requests));
  app.get('/unpinned', (c) => c.json(model.unpinned));
  app.delete('/requests', (c) => {
    model.forgetRequests();
    return c.json({ received: model.received });
  });
  app.get('/generations', (c) => c.json([...book.generations.values()]));
  app.post('/mode', async (c) => {
    modes.set(await read(c, modeWish));
    return c.json(modes.describe());
  });
  app.delete('/mode', (c) => {
    modes.clear();
    return c.json(modes.describe());
  });
  app.post('/script', async (c) => {
    script.add((await read(c, scriptWish)).replies);
    return c.json({ replies: script.replies.length });
  });
  app.delete('/script', (c) => {
    script.replies.length = 0;
    return c.json({ replies: 0 });
  });
  app.post('/billing', async (c) => {
    const { limitMicros, foundAfterMs } = await read(c, billingWish);
    if (limitMicros !== undefined) book.limitMicros = limitMicros;
    if (foundAfterMs !== undefined) book.foundAfterMs = foundAfterMs;
    return c.json({ limitMicros: book.limitMicros, foundAfterMs: book.foundAfterMs });
  });
  return app;
}

async function read<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const text = await c.req.text();
  return schema.parse(text === '' ? {} : JSON.parse(text));
}
