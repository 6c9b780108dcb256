import type pg from 'pg';
import { mayRelate } from '../rules.ts';
import type { NodeState } from '../schema.ts';
import { type Act, type HeldState, putStates, readStates } from './states.server.ts';

/**
 * Makes a node what it was; null: not there. Relations come back to what still is there, deleted or not, and where the
 * kinds still fit.
 */
export async function bringBack(
  client: pg.PoolClient,
  act: Act,
  held: HeldState,
  wanted: NodeState | null,
): Promise<void> {
  const before = held.deletedAt ? null : held.state;
  if (wanted === null) {
    if (before) await putStates(client, act, [{ id: held.id, what: 'deleted', before, after: null }]);
    return;
  }
  const others = await readStates(
    client,
    act,
    wanted.relations.map(({ to }) => to),
  );
  const relations = wanted.relations.filter(({ type, to }) => {
    const other = others.get(to);
    return other && mayRelate(wanted.kind, type, other.state.kind);
  });
  // Against what lies in the table, which a deletion leaves there.
  const after = { ...wanted, relations };
  await putStates(client, act, [{ id: held.id, what: 'restored', before: held.state, after }]);
  if (before === null)
    await client.query(
      'UPDATE knowledge_version SET before = NULL WHERE guild_id = $1 AND node_id = $2 AND number = $3',
      [act.guildId, held.id, held.revision + 1],
    );
}
