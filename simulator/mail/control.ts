import { Hono } from 'hono';
import { z } from 'zod';
import type { RunningMail } from './start-mail.ts';

const wish = z.object({ mood: z.enum(['take', 'later', 'refuse']) });

/** What the mail server was given, and how it answers. README.md beside this file describes it. */
export function createMailControl(mail: RunningMail): Hono {
  const app = new Hono();
  app.get('/', ({ json }) => json({ url: mail.url, received: mail.received }));
  app.post('/', async ({ req, json }) => {
    const wished = wish.safeParse(await req.json().catch(() => null));
    if (!wished.success) return json({ message: 'Say how recipients are answered: take, later or refuse.' }, 400);
    mail.mood = wished.data.mood;
    return json({ mood: mail.mood });
  });
  return app;
}
