import type { Database, Prisma } from '#core/platform/db.server.ts';
import { type ActorKind, type AuditPage, type AuditRow, actorKinds } from '../schema.ts';

/** A page of records, newest first, by the id of the last one that was seen: as quick at the end as at the beginning. */
export async function readPage(
  db: Database,
  where: Prisma.AuditEventWhereInput,
  { before, limit }: { before: string | null; limit: number },
): Promise<AuditPage> {
  const { prisma } = db.for('accountability');
  const rows = await prisma.auditEvent.findMany({
    where: before === null ? where : { AND: [where, { id: { lt: BigInt(before) } }] },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  const events = rows.slice(0, limit).map((row) => ({
    id: row.id.toString(),
    at: row.at,
    actorKind: kindOf(row.actorKind),
    actorId: row.actorId?.toString() ?? null,
    action: row.action,
    guildId: row.guildId?.toString() ?? null,
    subjectId: row.subjectId?.toString() ?? null,
    reason: row.reason,
    detail: asObject(row.detail) ?? {},
    before: asObject(row.before),
    after: asObject(row.after),
  }));
  return { events, next: rows.length > limit ? (events.at(-1)?.id ?? null) : null };
}

/** The same records for somebody who is not told which member of staff it was. */
export function withoutStaff({ events, next }: AuditPage): AuditPage {
  return {
    events: events.map((event): AuditRow => (event.actorKind === 'staff' ? { ...event, actorId: null } : event)),
    next,
  };
}

/** The database allows no other. */
function kindOf(text: string): ActorKind {
  return actorKinds.find((kind) => kind === text) ?? 'system';
}

function asObject(value: Prisma.JsonValue): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
}
