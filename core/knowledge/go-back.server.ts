import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { bringBack } from './internal/bring-back.server.ts';
import { inGuild } from './internal/in-guild.server.ts';
import { readStates } from './internal/states.server.ts';
import { stateSchema } from './schema.ts';

/**
 * Makes a node what it was after one of its versions, deleted since or not. It is a version of its own.
 * @param number of the version; null takes back the last change, whatever it was
 * @throws AppError 'not_found' (no such node or version, or one that left nothing) · 'conflict' as putStates
 */
export async function goBack(
  { db, clock }: { db: Database; clock: Clock },
  { guildId, accountId, nodeId }: { guildId: string; accountId: string; nodeId: string },
  number: number | null,
): Promise<void> {
  await inGuild(db, guildId, async (client) => {
    const held = (await readStates(client, { guildId }, [nodeId])).get(nodeId);
    const { rows } = await client.query<{ before: unknown; after: unknown }>(
      `SELECT before, after FROM knowledge_version WHERE guild_id = $1 AND node_id = $2 AND number = $3`,
      [guildId, nodeId, number ?? held?.revision],
    );
    const [version] = rows;
    if (!held || !version) throw new AppError('not_found', 'no such node or version in this guild');
    const wanted = stateSchema.nullable().parse(number === null ? version.before : version.after);
    if (wanted === null && number !== null) throw new AppError('not_found', 'that version left nothing');
    await bringBack(client, { guildId, accountId, nowMs: clock.now() }, held, wanted);
  });
}
