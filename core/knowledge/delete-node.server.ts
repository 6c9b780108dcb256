import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { inGuild } from './internal/in-guild.server.ts';
import { putStates, readState } from './internal/states.server.ts';

/** Deletes a node. For 30 days it can be had back with its relations. @throws AppError 'not_found' */
export async function deleteNode(
  { db, clock }: { db: Database; clock: Clock },
  { guildId, accountId, nodeId }: { guildId: string; accountId: string; nodeId: string },
): Promise<void> {
  await inGuild(db, guildId, async (client) => {
    const { state } = await readState(client, guildId, nodeId);
    await putStates(client, { guildId, accountId, nowMs: clock.now() }, [
      { id: nodeId, what: 'deleted', before: state, after: null },
    ]);
  });
}
