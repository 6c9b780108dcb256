import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { WebCrawl } from './schema.ts';

/** Keeps what the web process found on its own pages, in place of what it found before. */
export async function noteCrawl({ db, clock }: { db: Database; clock: Clock }, crawl: WebCrawl): Promise<void> {
  const row = { ...crawl, cookies: [...crawl.cookies], hosts: [...crawl.hosts], at: new Date(clock.now()) };
  await db.for('show-consent').prisma.webCrawl.upsert({ where: { id: 1 }, create: row, update: row });
}
