import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';

/** What freezing and erasing somebody stands on. */
export interface PurgeDeps {
  /** Reaches over accounts and counts, and is opened with the secrets by which it is known who was erased. */
  db: Database;
  clock: Clock;
}
