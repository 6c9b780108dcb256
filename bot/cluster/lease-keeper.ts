import { renewLeases } from '#core/gateway/renew-leases.server.ts';
import type { ShardLease } from '#core/gateway/take-shards.server.ts';
import type { Database } from '#core/platform/db.server.ts';

const CHECK_EVERY_MS = 2_000;
/** A connection to Discord does not wait longer for a database that does not answer. */
const ASK_MS = 2_000;

/** Renews the leases of this process and finds out when it lost them. */
export class LeaseKeeper {
  private readonly db: Database;
  private readonly shardCount: number;
  private readonly leases: readonly ShardLease[];
  private readonly onFenced: (lost: number[]) => void;
  private timer: NodeJS.Timeout | undefined;
  private asking: Promise<boolean> | null = null;

  constructor(db: Database, shardCount: number, leases: readonly ShardLease[], onFenced: (lost: number[]) => void) {
    this.db = db;
    this.shardCount = shardCount;
    this.leases = leases;
    this.onFenced = onFenced;
  }

  start(): void {
    this.timer = setInterval(() => void this.ask(), CHECK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** False where the shards have another owner. True where they do not, and where the database cannot be asked. */
  async isHeld(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(resolve, ASK_MS, true);
    });
    const answer = await Promise.race([this.ask(), late]);
    clearTimeout(timer);
    return answer;
  }

  private ask(): Promise<boolean> {
    this.asking ??= this.renew().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  private async renew(): Promise<boolean> {
    try {
      const lost = await renewLeases(this.db, this.shardCount, this.leases);
      if (lost.length === 0) return true;
      this.stop();
      this.onFenced(lost);
      return false;
    } catch {
      return true;
    }
  }
}
