import type { Database } from '#core/platform/db.server.ts';
import { stateSchema, type VersionKind, type VersionView } from './schema.ts';

const MOST = 50;

/** The newest versions of a node, newest first. */
export async function listVersions(
  db: Database,
  { guildId, nodeId }: { guildId: string; nodeId: string },
): Promise<VersionView[]> {
  const { pool, prisma } = db.for('sign-in', 'serve-guild');
  const { rows } = await pool.query<{
    number: number;
    what: VersionKind;
    byId: string | null;
    at: Date;
    before: unknown;
    after: unknown;
  }>(
    `SELECT number, what, by_id AS "byId", at, before, after FROM knowledge_version
      WHERE guild_id = $1 AND node_id = $2 ORDER BY number DESC LIMIT ${MOST}`,
    [guildId, nodeId],
  );
  const ids = [...new Set(rows.flatMap(({ byId }) => (byId === null ? [] : [BigInt(byId)])))];
  const people = await prisma.account.findMany({
    where: { id: { in: ids } },
    select: { id: true, username: true, globalName: true },
  });
  const names = new Map(people.map((one) => [one.id.toString(), one.globalName ?? one.username]));
  const state = stateSchema.nullable();
  return rows.map(({ byId, before, after, ...row }) => ({
    ...row,
    by: (byId && names.get(byId)) ?? null,
    before: state.parse(before),
    after: state.parse(after),
  }));
}
