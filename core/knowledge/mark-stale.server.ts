import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { Structure } from './rules/structure.ts';

/**
 * Compares nodes that stand for channels and roles with what was just read of Discord for a page: those that are gone there
 * or have another name since are marked, and a mark goes when what it says is no longer so. Asks Discord nothing.
 * @param structure all channels and roles of the guild
 * @returns how many marks changed
 */
export async function markStale(
  { db, clock }: { db: Database; clock: Clock },
  { guildId }: { guildId: string },
  { channels, roles }: Structure,
): Promise<number> {
  const places = [...channels, ...roles];
  const { rowCount } = await db.for('serve-guild').pool.query(
    `UPDATE knowledge_node AS n
        SET known_name = CASE WHEN s.why IS DISTINCT FROM 'renamed' THEN coalesce(s.name, n.known_name) ELSE n.known_name END,
            stale_why = s.why, stale_since = CASE WHEN s.why IS NOT DISTINCT FROM n.stale_why THEN n.stale_since
                                                  WHEN s.why IS NOT NULL THEN $4::timestamptz END
       FROM (SELECT o.id, p.name,
                    CASE WHEN p.id IS NULL THEN 'gone'
                         WHEN coalesce(o.known_name, p.name) <> p.name THEN 'renamed' END AS why
               FROM knowledge_node o
               LEFT JOIN unnest($2::int8[], $3::text[]) AS p(id, name) ON p.id = o.discord_id
              WHERE o.guild_id = $1 AND o.discord_id IS NOT NULL AND o.deleted_at IS NULL) AS s
      WHERE n.guild_id = $1 AND n.id = s.id
        AND (s.why IS DISTINCT FROM n.stale_why OR (n.known_name IS NULL AND s.name IS NOT NULL))`,
    [guildId, places.map(({ id }) => id), places.map(({ name }) => name), new Date(clock.now())],
  );
  return rowCount ?? 0;
}
