import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { inGuild } from './internal/in-guild.server.ts';
import { putStates, readState, readStates } from './internal/states.server.ts';
import { mayRelate } from './rules.ts';
import type { NodeWords } from './schema.ts';

/**
 * Changes what a node says. Saved as it is, it says that it still holds.
 * @param seen number of the version that was changed by hand
 * @throws AppError 'not_found' · 'conflict' with `params.what`: `changed`, where somebody else changed it meanwhile, or
 *   `kind`, where its relations do not fit the new kind, or a channel or role would be another kind
 */
export async function changeNode(
  { db, clock }: { db: Database; clock: Clock },
  { guildId, accountId, nodeId }: { guildId: string; accountId: string; nodeId: string },
  { seen, words }: { seen: number; words: NodeWords },
): Promise<void> {
  await inGuild(db, guildId, async (client) => {
    const { state, revision } = await readState(client, guildId, nodeId);
    if (revision !== seen) throw new AppError('conflict', 'changed meanwhile', { params: { what: 'changed' } });
    if (words.kind !== state.kind) {
      const { rows } = await client.query<{ id: string }>(
        'SELECT from_id AS id FROM knowledge_relation WHERE guild_id = $1 AND to_id = $2',
        [guildId, nodeId],
      );
      const ids = [...rows.map(({ id }) => id), ...state.relations.map(({ to }) => to)];
      const others = await readStates(client, { guildId }, ids);
      const kindOf = (id: string) => others.get(id)?.state.kind ?? 'topic';
      const fits =
        state.discordId === null &&
        state.relations.every(({ type, to }) => mayRelate(words.kind, type, kindOf(to))) &&
        rows.every(({ id }) =>
          others
            .get(id)
            ?.state.relations.every(({ type, to }) => to !== nodeId || mayRelate(kindOf(id), type, words.kind)),
        );
      if (!fits) throw new AppError('conflict', 'the kind does not fit', { params: { what: 'kind' } });
    }
    const after = { ...state, ...words };
    await putStates(client, { guildId, accountId, nowMs: clock.now() }, [
      { id: nodeId, what: 'changed', before: state, after },
    ]);
  });
}
