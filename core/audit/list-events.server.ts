import type { Database } from '#core/platform/db.server.ts';
import { readPage } from './internal/read-page.server.ts';
import type { ActorKind, AuditPage, AuditRow } from './schema.ts';

const PAGE = 50;

/** The newest records of everybody, newest first. */
export async function listEvents(db: Database, limit: number): Promise<AuditRow[]> {
  return (await readPage(db, {}, { before: null, limit })).events;
}

/** Which records staff ask for; null asks for all. */
export interface EventFilter {
  actorKind: ActorKind | null;
  guildId: string | null;
  /** Who did it, or to whom it was done. */
  personId: string | null;
}

/** A page of the records of everybody. For admins of this instance. @param before the last record that was seen */
export async function filterEvents(
  db: Database,
  { actorKind, guildId, personId }: EventFilter,
  before: string | null,
): Promise<AuditPage> {
  const where = {
    ...(actorKind === null ? {} : { actorKind }),
    ...(guildId === null ? {} : { guildId: BigInt(guildId) }),
    ...(personId === null ? {} : { OR: [{ actorId: BigInt(personId) }, { subjectId: BigInt(personId) }] }),
  };
  return readPage(db, where, { before, limit: PAGE });
}
