import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Simulator } from '../../simulator.ts';
import { invokeCommand } from './invoke.ts';
import { pressButton } from './press.ts';
import { CommandNotAnswered, CommandRefused } from './refused.ts';
import { submitForm } from './submit.ts';

const asked = z.object({
  /** A user id, or the name of a persona. */
  userId: z.string().min(1),
  guildId: z.string().nullable(),
  channelId: z.string().optional(),
  name: z.string().min(1),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  locale: z.string().optional(),
  deferredTimeoutMs: z.number().int().positive().max(900_000).optional(),
});

const pressed = z.object({
  /** A user id, or the name of a persona. */
  userId: z.string().min(1),
  token: z.string().min(1),
  customId: z.string().min(1),
  locale: z.string().optional(),
});

const filledIn = z.object({
  /** A user id, or the name of a persona. */
  userId: z.string().min(1),
  token: z.string().min(1),
  fields: z.record(z.string(), z.string()),
  locale: z.string().optional(),
});

/**
 * The control side of interactions: POST / runs a slash command as a person, POST /press presses a button of an answer, by
 * its token, POST /submit fills in the form that was the answer; all answer with what the bot said. 409 where Discord would not offer it, 504 where the bot did not answer in
 * time.
 */
export function createInteractionControl(sim: Simulator): Hono {
  const app = new Hono();
  const idOf = (name: string) => sim.world.people.personas.find((one) => one.name === name)?.user.id ?? name;
  const run = async (c: Context, schema: typeof asked | typeof pressed | typeof filledIn) => {
    const parsed = schema.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success) return c.json({ error: z.prettifyError(parsed.error) }, 400);
    const { data } = parsed;
    const userId = idOf(data.userId);
    try {
      if ('fields' in data) return c.json(await submitForm(sim, { ...data, userId }));
      return c.json(
        await ('customId' in data ? pressButton(sim, { ...data, userId }) : invokeCommand(sim, { ...data, userId })),
      );
    } catch (error) {
      if (error instanceof CommandRefused) return c.json({ error: error.message }, 409);
      if (error instanceof CommandNotAnswered) return c.json({ error: error.message }, 504);
      throw error;
    }
  };
  app.post('/', (c) => run(c, asked));
  app.post('/press', (c) => run(c, pressed));
  app.post('/submit', (c) => run(c, filledIn));
  return app;
}
