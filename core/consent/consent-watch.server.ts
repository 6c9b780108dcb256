import { randomUUID } from 'node:crypto';
import { listenForNews } from '#core/platform/bus.server.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { Logger } from '#core/platform/log.server.ts';
import { hasConsent } from './has-consent.server.ts';
import type { ConsentPurpose } from './schema.ts';

/** Nothing is believed for longer without being read again, whatever becomes of the news. */
const BELIEVED_MS = 30_000;
/** A process that says nothing for so long has ended without a word. */
const GONE_SECONDS = 300;

/**
 * What a process knows of consents. Answers are remembered until there is news of the person, until the connection for
 * news is made anew, and half a minute at most; so a withdrawal reaches every process within that time even where its news
 * is lost. Each process writes down until when it has heard, which is the evidence for it.
 */
export class ConsentWatch {
  private readonly db: Database;
  private readonly process: string;
  private readonly log: Logger;
  private readonly id = randomUUID();
  private readonly known = new Map<string, Promise<boolean>>();
  private news: { close(): Promise<void> } | null = null;
  private timer: NodeJS.Timeout | undefined;
  private confirming: Promise<void> | null = null;
  private isDue = false;

  /** @param process what it is called in the evidence: web, worker, cluster 3 */
  constructor(db: Database, process: string, log: Logger) {
    this.db = db;
    this.process = process;
    this.log = log;
  }

  start(): void {
    this.news = listenForNews(this.db.url, this.log, {
      onNews: (news) => {
        if (news.type === 'consent') this.forget(`${news.userId} `);
      },
      onOpen: () => this.forget(''),
    });
    this.timer = setInterval(() => this.forget(''), BELIEVED_MS);
  }

  /** As `hasConsent`, half a minute old at most. */
  has({ userId }: { userId: string }, purpose: ConsentPurpose): Promise<boolean> {
    const key = `${userId} ${purpose}`;
    const known = this.known.get(key);
    if (known) return known;
    const asked = hasConsent(this.db, { userId }, purpose);
    this.known.set(key, asked);
    asked.catch(() => this.known.delete(key));
    return asked;
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.news?.close();
    await this.confirming;
    await this.db
      .for('show-consent')
      .pool.query('DELETE FROM consent_reach WHERE process_id = $1', [this.id])
      .catch(() => {});
  }

  /** @param prefix of the keys to forget */
  private forget(prefix: string): void {
    for (const key of this.known.keys()) if (key.startsWith(prefix)) this.known.delete(key);
    this.isDue = true;
    this.confirming ??= this.confirm().finally(() => {
      this.confirming = null;
    });
  }

  private async confirm(): Promise<void> {
    while (this.isDue) {
      this.isDue = false;
      try {
        await this.db.for('show-consent').pool.query(
          `INSERT INTO consent_reach (process_id, process, read_at) VALUES ($1, $2, clock_timestamp())
           ON CONFLICT (process_id) DO UPDATE SET read_at = excluded.read_at`,
          [this.id, this.process],
        );
        await this.db
          .for('show-consent')
          .pool.query('DELETE FROM consent_reach WHERE read_at < now() - make_interval(secs => $1::float8)', [
            GONE_SECONDS,
          ]);
      } catch (error) {
        this.log.warn({ error: String(error) }, 'what was heard of consents could not be written down');
      }
    }
  }
}
