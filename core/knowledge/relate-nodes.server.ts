import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { inGuild } from './internal/in-guild.server.ts';
import { putStates, readState } from './internal/states.server.ts';
import { mayRelate } from './rules.ts';
import type { Relation } from './schema.ts';

/**
 * Says how one node is related to another. What is said already stays as it is, and makes no version.
 * @throws AppError 'not_found' · 'conflict' with `params.what`: `pair`, where their kinds cannot be related so, or `relations`
 */
export async function relateNodes(
  { db, clock }: { db: Database; clock: Clock },
  { guildId, accountId }: { guildId: string; accountId: string },
  { fromId, type, toId }: Relation,
): Promise<void> {
  await inGuild(db, guildId, async (client) => {
    const { state } = await readState(client, guildId, fromId);
    const other = await readState(client, guildId, toId);
    if (fromId === toId || !mayRelate(state.kind, type, other.state.kind))
      throw new AppError('conflict', 'these kinds cannot be related so', { params: { what: 'pair' } });
    if (state.relations.some((one) => one.type === type && one.to === toId)) return;
    const after = { ...state, relations: [...state.relations, { type, to: toId }] };
    await putStates(client, { guildId, accountId, nowMs: clock.now() }, [
      { id: fromId, what: 'related', before: state, after },
    ]);
  });
}
