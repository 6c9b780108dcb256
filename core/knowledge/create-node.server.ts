import { randomUUID } from 'node:crypto';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { inGuild } from './internal/in-guild.server.ts';
import { putStates } from './internal/states.server.ts';
import type { NodeSource, NodeWords } from './schema.ts';

/**
 * Writes down something that a guild's community knows. Whoever writes it keeps it right from then on.
 * @param origin.source where it comes from
 * @param origin.gapId what was asked and is answered by it: that ends
 * @returns the id of the node
 * @throws AppError 'conflict' where the guild has as many as it may
 */
export async function createNode(
  { db, clock }: { db: Database; clock: Clock },
  { guildId, accountId }: { guildId: string; accountId: string },
  words: NodeWords,
  {
    source = 'written',
    gapId = null,
  }: { source?: Extract<NodeSource, 'written' | 'proposal'>; gapId?: string | null } = {},
): Promise<string> {
  const id = randomUUID();
  const after = { ...words, source, discordId: null, relations: [] };
  await inGuild(db, guildId, async (client) => {
    await putStates(client, { guildId, accountId, nowMs: clock.now() }, [{ id, what: 'created', before: null, after }]);
    await client.query('UPDATE knowledge_node SET owner_id = $3 WHERE guild_id = $1 AND id = $2', [
      guildId,
      id,
      accountId,
    ]);
    await client.query('DELETE FROM knowledge_gap WHERE guild_id = $1 AND id = $2', [guildId, gapId]);
  });
  return id;
}
