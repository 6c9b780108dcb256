import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { z } from 'zod';

/** What a simulated Discord says of its past, over its control API. Instants are Unix ms, days and hours whole ones since 1970. */
const aboutSchema = z.object({ fromMs: z.number(), toMs: z.number(), fromDay: z.int(), toDay: z.int() });
export type AboutPast = z.infer<typeof aboutSchema>;

const cellSchema = z.object({
  channelId: z.string(),
  userId: z.string(),
  hour: z.int(),
  messages: z.int(),
  activeMs: z.int(),
  mutedMs: z.int(),
  deafenedMs: z.int(),
  aloneMs: z.int(),
});
const stretchSchema = z.object({
  channelId: z.string(),
  userId: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
  afk: z.boolean(),
  bot: z.boolean(),
});
const inviteSchema = z.object({
  code: z.string(),
  source: z.enum(['invite', 'vanity']),
  channelId: z.string().nullable(),
  createdMs: z.number().nullable(),
  uses: z.int(),
});
const daySchema = z.object({
  guildId: z.string(),
  day: z.int(),
  threads: z.array(z.object({ threadId: z.string(), parentId: z.string() })),
  holes: z.array(
    z.object({ kind: z.enum(['all', 'voice']), fromMs: z.number(), toMs: z.number(), reason: z.string() }),
  ),
  memberships: z.array(
    z.object({
      userId: z.string(),
      kind: z.enum(['join', 'leave']),
      atMs: z.number(),
      /** What a join came by; null for none. */
      inviteCode: z.string().nullable(),
    }),
  ),
  /** With the uses they had when the day was over; null where the bot may not read them. */
  invites: z.array(inviteSchema).nullable(),
  stretches: z.array(stretchSchema),
  cells: z.array(cellSchema),
});
/** One UTC day of one guild. */
export type PastDay = z.infer<typeof daySchema>;
export type Stretch = z.infer<typeof stretchSchema>;
export type Hole = PastDay['holes'][number];

export async function readAbout(pastUrl: string): Promise<AboutPast> {
  return aboutSchema.parse(await (await ask(pastUrl)).json());
}

/**
 * The days of these guilds, oldest first, all guilds of a day together. Reads the next day while one is worked on, and
 * holds no more than these two.
 */
export async function* readDays(pastUrl: string, guildIds: readonly string[]): AsyncGenerator<PastDay[]> {
  const days = readInTurn(pastUrl, guildIds);
  let coming = days.next();
  try {
    for (;;) {
      const { value, done } = await coming;
      if (done) return;
      coming = days.next();
      // Whoever asks for the next day is told.
      coming.catch(() => {});
      yield value;
    }
  } finally {
    await days.return(undefined);
  }
}

async function* readInTurn(pastUrl: string, guildIds: readonly string[]): AsyncGenerator<PastDay[], undefined> {
  const { body } = await ask(`${pastUrl}/days?guildIds=${guildIds.join(',')}`);
  if (body === null) throw new Error('The past has no body.');
  let together: PastDay[] = [];
  for await (const line of createInterface({ input: Readable.fromWeb(body as ReadableStream) })) {
    const day = daySchema.parse(JSON.parse(line));
    if (together[0] && together[0].day !== day.day) {
      yield together;
      together = [];
    }
    together.push(day);
  }
  if (together.length > 0) yield together;
  return undefined;
}

async function ask(url: string): Promise<Response> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}.`);
  return answer;
}
