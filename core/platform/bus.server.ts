import pg from 'pg';
import { z } from 'zod';
import type { Logger } from './log.server.ts';

/** News between processes, by Postgres NOTIFY. A payload is a hint: listeners re-read the tables, and re-read after a reconnect. */
export const newsSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('entitlement'), guildId: z.string() }),
  /** By a trigger of the ledger of consents. */
  z.object({ type: z.literal('consent'), userId: z.string() }),
  z.object({ type: z.literal('objection'), userId: z.string() }),
  /** A cluster committed counts, or (null) the past of a guild was filled in; `guildIds` is null where the list would not fit into a payload. */
  z.object({ type: z.literal('counted'), clusterId: z.number().nullable(), guildIds: z.array(z.string()).nullable() }),
  z.object({ type: z.literal('session-ended'), accountId: z.string() }),
]);
export type News = z.infer<typeof newsSchema>;

const CHANNEL = 'procord_news';

/** Sends news inside or outside a transaction; inside, it leaves with the commit. Payloads stay under Postgres's 8000 bytes. */
export async function sendNews(client: Pick<pg.ClientBase, 'query'>, news: News): Promise<void> {
  await client.query('SELECT pg_notify($1, $2)', [CHANNEL, JSON.stringify(news)]);
}

/**
 * Listens for news on a connection of its own and reconnects with back-off.
 * `onOpen` runs after each (re)connect: re-read there what news could have been missed.
 */
export function listenForNews(
  url: string,
  log: Logger,
  handlers: { onNews: (news: News) => void; onOpen: () => void },
): { close(): Promise<void> } {
  let closed = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let delay = 250;

  const reconnect = () => {
    if (closed || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      void open();
    }, delay);
    delay = Math.min(delay * 2, 5_000);
  };
  const open = async () => {
    const next = new pg.Client({
      connectionString: url,
      application_name: 'procord news',
      keepAlive: true,
      connectionTimeoutMillis: 2_000,
    });
    client = next;
    next.on('error', () => next.end().catch(() => {}));
    next.on('end', reconnect);
    next.on('notification', (message) => {
      const parsed = newsSchema.safeParse(safeJson(message.payload));
      if (parsed.success) handlers.onNews(parsed.data);
      else log.warn('news that cannot be read');
    });
    try {
      await next.connect();
      await next.query(`LISTEN ${CHANNEL}`);
      delay = 250;
      handlers.onOpen();
    } catch (error) {
      log.warn(
        { error: error instanceof Error ? error.message : String(error) },
        'cannot listen for news, trying again',
      );
      await next.end().catch(() => {});
      reconnect();
    }
  };
  void open();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}

function safeJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
