import type { Database } from '#core/platform/db.server.ts';
import { readPage } from './internal/read-page.server.ts';
import type { AuditAction } from './record-event.server.ts';
import type { AuditRow } from './schema.ts';

/** The newest records of some acts, newest first, whoever did them. For staff. */
export async function listActs(
  db: Database,
  { actions, limit }: { actions: readonly AuditAction[]; limit: number },
): Promise<AuditRow[]> {
  return (await readPage(db, { action: { in: [...actions] } }, { before: null, limit })).events;
}
