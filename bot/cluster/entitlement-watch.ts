import type { Collector } from '#bot/collector/collector.ts';
import { type Entitlement, listEntitledGuilds } from '#core/billing/list-entitled-guilds.server.ts';
import { listenForNews } from '#core/platform/bus.server.ts';
import { systemClock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { Logger } from '#core/platform/log.server.ts';

const REFRESH_MS = 30_000;
const MAX_TIMER_MS = 60_000;

/** Every guild entitled now. */
export function readEntitled(db: Database): Promise<Entitlement[]> {
  return listEntitledGuilds({ db, clock: systemClock });
}

/**
 * Keeps the collector's entitlements those of the database: at every news of one, on every new connection for news, and
 * every half minute in case one was missed. What ends by itself ends on time even where the database is away.
 */
export class EntitlementWatch {
  private readonly db: Database;
  private readonly collector: Collector;
  private readonly log: Logger;
  private news: { close(): Promise<void> } | null = null;
  private timer: NodeJS.Timeout | undefined;
  private endTimer: NodeJS.Timeout | undefined;
  private refreshing: Promise<void> | null = null;
  private isStale = false;

  constructor(db: Database, collector: Collector, log: Logger) {
    this.db = db;
    this.collector = collector;
    this.log = log;
  }

  start(): void {
    this.news = listenForNews(this.db.url, this.log, {
      onNews: (news) => {
        if (news.type === 'entitlement') this.refresh();
      },
      onOpen: () => this.refresh(),
    });
    this.timer = setInterval(() => this.refresh(), REFRESH_MS);
    this.awaitNextEnd();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    clearTimeout(this.endTimer);
    await this.news?.close();
    await this.refreshing;
  }

  /** Reads once more after the read that is under way, however often it is asked meanwhile. */
  private refresh(): void {
    this.isStale = true;
    this.refreshing ??= this.readAll().finally(() => {
      this.refreshing = null;
    });
  }

  private async readAll(): Promise<void> {
    while (this.isStale) {
      this.isStale = false;
      try {
        this.collector.setEntitled(await readEntitled(this.db));
        this.awaitNextEnd();
      } catch (error) {
        this.log.warn({ error: String(error) }, 'entitlements could not be read');
      }
    }
  }

  /** At an end the database is asked first: another grant may go on from there. */
  private awaitNextEnd(): void {
    clearTimeout(this.endTimer);
    const inMs = this.collector.nextEndMs - systemClock.now();
    if (inMs === Number.POSITIVE_INFINITY) return;
    this.endTimer = setTimeout(
      async () => {
        this.refresh();
        await this.refreshing;
        this.collector.endOverdue();
        this.awaitNextEnd();
      },
      Math.max(0, Math.min(inMs, MAX_TIMER_MS)),
    );
  }
}
