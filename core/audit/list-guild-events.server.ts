import type { Database } from '#core/platform/db.server.ts';
import { readPage, withoutStaff } from './internal/read-page.server.ts';
import type { AuditPage } from './schema.ts';

const PAGE = 50;

/**
 * What was done in a guild, for those who manage it. Of staff it says that they were staff, not which of them.
 * @param before the last record that was seen
 */
export async function listGuildEvents(
  db: Database,
  { guildId }: { guildId: string },
  before: string | null,
): Promise<AuditPage> {
  return withoutStaff(await readPage(db, { guildId: BigInt(guildId) }, { before, limit: PAGE }));
}
