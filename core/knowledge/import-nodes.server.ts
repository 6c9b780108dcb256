import { randomUUID } from 'node:crypto';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { inGuild } from './internal/in-guild.server.ts';
import { putStates, readStates } from './internal/states.server.ts';
import type { FileNode } from './rules/files.ts';
import { planImport } from './rules/plan.ts';
import type { NodeSource } from './schema.ts';

/**
 * Adds nodes of a file or of a guild's structure, and changes those that are there, all of it or nothing. Imported again,
 * the same changes nothing.
 * @returns how many were added and changed
 * @throws AppError 'conflict' where the guild would have more than it may
 */
export async function importNodes(
  { db, clock }: { db: Database; clock: Clock },
  { guildId, accountId }: { guildId: string; accountId: string },
  { nodes, source }: { nodes: readonly FileNode[]; source: NodeSource },
): Promise<{ added: number; changed: number }> {
  return inGuild(db, guildId, async (client) => {
    const held = await readStates(client, { guildId }, null);
    const graph = [...held.values()].map(({ id, state, deletedAt }) => ({ id, state, deleted: deletedAt !== null }));
    const { added, changed } = planImport(nodes, graph, source, randomUUID);
    const changes = [...added, ...changed].map((change) => ({ ...change, what: 'imported' as const }));
    await putStates(client, { guildId, accountId, nowMs: clock.now() }, changes);
    return { added: added.length, changed: changed.length };
  });
}
