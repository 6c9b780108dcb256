import { Hono } from 'hono';
import { z } from 'zod';
import type { Simulator } from '../../simulator.ts';
import { invokeCommand } from './invoke.ts';
import { CommandNotAnswered, CommandRefused } from './refused.ts';

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

/**
 * The control side of slash commands: POST / runs one as a person and answers with what the bot said. 409 where
 * Discord would not offer the command, 504 where the bot did not answer in time.
 */
export function createInteractionControl(sim: Simulator): Hono {
  const app = new Hono();
  app.post('/', async (c) => {
    const parsed = asked.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success) return c.json({ error: z.prettifyError(parsed.error) }, 400);
    const { userId, ...rest } = parsed.data;
    const persona = sim.world.people.personas.find((one) => one.name === userId);
    try {
      return c.json(await invokeCommand(sim, { ...rest, userId: persona?.user.id ?? userId }));
    } catch (error) {
      if (error instanceof CommandRefused) return c.json({ error: error.message }, 409);
      if (error instanceof CommandNotAnswered) return c.json({ error: error.message }, 504);
      throw error;
    }
  });
  return app;
}
