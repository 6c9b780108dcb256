import type { Database } from '#core/platform/db.server.ts';
import { readPage, withoutStaff } from './internal/read-page.server.ts';
import type { AuditPage } from './schema.ts';

const PAGE = 50;

/**
 * What was done to a person, for that person. Of staff it says that they were staff, not which of them; of others nothing
 * but that they are people.
 * @param before the last record that was seen
 */
export async function listEventsAbout(
  db: Database,
  { personId }: { personId: string },
  before: string | null,
): Promise<AuditPage> {
  const page = withoutStaff(await readPage(db, { subjectId: BigInt(personId) }, { before, limit: PAGE }));
  return {
    ...page,
    events: page.events.map((event) => (event.actorId === personId ? event : { ...event, actorId: null })),
  };
}
