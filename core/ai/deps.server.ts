import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { Logger } from '#core/platform/log.server.ts';
import type { ModelAccess } from './model-client.server.ts';
import type { Register } from './schema.ts';

export interface AiDeps {
  /** Opened with the secrets by which it is known who is under age. */
  db: Database;
  clock: Clock;
  log: Logger;
  /** Null where this instance uses no model. */
  models: ModelAccess | null;
  register: Register;
}
