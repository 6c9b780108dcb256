import type { Asked } from '#core/platform/db.server.ts';
import { readStates } from './internal/states.server.ts';
import type { FileNode } from './rules/files.ts';

/** All nodes of a guild as files carry them, by kind and title. */
export async function exportNodes(db: Asked, { guildId }: { guildId: string }): Promise<FileNode[]> {
  const held = await readStates(db.for('serve-guild').pool, { guildId }, null);
  const live = new Map([...held].filter(([, { deletedAt }]) => deletedAt === null));
  return [...live.values()]
    .map(({ id, state: { source: _, relations, ...state } }) => ({
      id,
      ...state,
      relations: relations.filter(({ to }) => live.has(to)),
    }))
    .sort((a, b) => (`${a.kind} ${a.title} ${a.id}` < `${b.kind} ${b.title} ${b.id}` ? -1 : 1));
}
