import { randomUUID } from 'node:crypto';
import type { Database } from '#core/platform/db.server.ts';
import { readStates } from './internal/states.server.ts';
import type { FileNode } from './rules/files.ts';
import { type ImportPlan, planImport } from './rules/plan.ts';
import type { NodeSource } from './schema.ts';

/** What an import would add, change and leave as it is. Nothing is written. */
export async function previewImport(
  db: Database,
  { guildId }: { guildId: string },
  { nodes, source }: { nodes: readonly FileNode[]; source: NodeSource },
): Promise<ImportPlan> {
  const held = await readStates(db.for('serve-guild').pool, { guildId }, null);
  const graph = [...held.values()].map(({ id, state, deletedAt }) => ({ id, state, deleted: deletedAt !== null }));
  return planImport(nodes, graph, source, randomUUID);
}
