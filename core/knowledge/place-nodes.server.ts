import type { Asked } from '#core/platform/db.server.ts';

/** Where a node stands in the picture of the graph, in its own units. */
export interface Place {
  id: string;
  x: number;
  y: number;
}

/** Keeps where somebody put nodes of a guild; of ids that are not there nothing. */
export async function placeNodes(db: Asked, { guildId }: { guildId: string }, places: readonly Place[]): Promise<void> {
  await db.for('serve-guild').pool.query(
    `UPDATE knowledge_node AS n SET x = p.x, y = p.y
       FROM unnest($2::uuid[], $3::real[], $4::real[]) AS p(id, x, y) WHERE n.guild_id = $1 AND n.id = p.id`,
    [guildId, places.map(({ id }) => id), places.map(({ x }) => x), places.map(({ y }) => y)],
  );
}
