import type { Database } from '#core/platform/db.server.ts';

export interface AuditRow {
  id: string;
  at: Date;
  actorKind: string;
  actorId: string | null;
  action: string;
  guildId: string | null;
  subjectId: string | null;
  reason: string | null;
}

/** The newest records, newest first. */
export async function listEvents({ prisma }: Pick<Database, 'prisma'>, limit: number): Promise<AuditRow[]> {
  const rows = await prisma.auditEvent.findMany({ orderBy: { id: 'desc' }, take: limit });
  return rows.map((row) => ({
    id: row.id.toString(),
    at: row.at,
    actorKind: row.actorKind,
    actorId: row.actorId?.toString() ?? null,
    action: row.action,
    guildId: row.guildId?.toString() ?? null,
    subjectId: row.subjectId?.toString() ?? null,
    reason: row.reason,
  }));
}
