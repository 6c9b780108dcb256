import type { AiDeps } from '#core/ai/deps.server.ts';
import type { Database } from '#core/platform/db.server.ts';

/** What writing a report stands on. */
export interface InsightsDeps extends AiDeps {
  /** Reaches what was counted, and no account. */
  counts: Database;
}
