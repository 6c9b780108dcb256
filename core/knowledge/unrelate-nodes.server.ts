import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { inGuild } from './internal/in-guild.server.ts';
import { putStates, readState } from './internal/states.server.ts';
import type { Relation } from './schema.ts';

/** Takes a relation back. That it is gone already is no error. @throws AppError 'not_found' */
export async function unrelateNodes(
  { db, clock }: { db: Database; clock: Clock },
  { guildId, accountId }: { guildId: string; accountId: string },
  { fromId, type, toId }: Relation,
): Promise<void> {
  await inGuild(db, guildId, async (client) => {
    const { state } = await readState(client, guildId, fromId);
    const relations = state.relations.filter((one) => one.type !== type || one.to !== toId);
    if (relations.length === state.relations.length) return;
    await putStates(client, { guildId, accountId, nowMs: clock.now() }, [
      { id: fromId, what: 'unrelated', before: state, after: { ...state, relations } },
    ]);
  });
}
