import type { Clock } from './clock.ts';
import type { Database } from './db.server.ts';

const TRUSTED_MS = 1_000;
const PATIENCE_MS = 1_200;

export interface DatabaseWatch {
  /** Whether the database answers: asked at most once a second, however many requests come, and never waited for long. */
  answers(): Promise<boolean>;
  /** A request met a database that failed: the next one asks. */
  distrust(): void;
}

export function watchDatabase(db: Database, clock: Clock): DatabaseWatch {
  const { pool } = db.for('operate');
  let goodAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<boolean> | undefined;
  const ask = async () => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), PATIENCE_MS);
    });
    const question = pool.query('SELECT 1').then(
      () => true,
      () => false,
    );
    const good = await Promise.race([question, late]);
    clearTimeout(timer);
    if (good) goodAt = clock.now();
    return good;
  };
  return {
    async answers() {
      if (clock.now() - goodAt < TRUSTED_MS) return true;
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    distrust() {
      goodAt = Number.NEGATIVE_INFINITY;
    },
  };
}
