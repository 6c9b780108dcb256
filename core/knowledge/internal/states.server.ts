import type pg from 'pg';
import { AppError } from '#core/platform/app-error.ts';
import { searchVector } from '../rules/terms.ts';
import { MOST_NODES, MOST_RELATIONS, type NodeState, type RelationType, type VersionKind } from '../schema.ts';

type Client = Pick<pg.ClientBase, 'query'>;

/** Who changes something of which guild, and when. */
export interface Act {
  guildId: string;
  /** Null: nobody; the program itself. */
  accountId: string | null;
  nowMs: number;
}

export interface HeldState {
  id: string;
  state: NodeState;
  revision: number;
  deletedAt: Date | null;
}

/** A change of one node: null before it is made, null after it is deleted. */
export interface Change {
  id: string;
  what: VersionKind;
  before: NodeState | null;
  after: NodeState | null;
}

/** States of nodes of the guild, deleted ones too, by id. @param ids null for all of them */
export async function readStates(
  client: Client,
  { guildId }: { guildId: string },
  ids: readonly string[] | null,
): Promise<Map<string, HeldState>> {
  const { rows } = await client.query<{
    id: string;
    state: NodeState;
    revision: number;
    deletedAt: Date | null;
  }>(
    `SELECT n.id, n.revision, n.deleted_at AS "deletedAt",
            jsonb_build_object('kind', n.kind, 'title', n.title, 'text', n.text, 'source', n.source,
              'reviewOn', n.review_on, 'discordId', n.discord_id::text,
              'relations', coalesce((
                SELECT jsonb_agg(jsonb_build_object('type', r.type, 'to', r.to_id) ORDER BY r.type, r.to_id)
                  FROM knowledge_relation r WHERE r.guild_id = n.guild_id AND r.from_id = n.id), '[]')) AS state
       FROM knowledge_node n WHERE n.guild_id = $1 AND ($2::uuid[] IS NULL OR n.id = ANY($2))`,
    [guildId, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The state of a node that is there. @throws AppError 'not_found' */
export async function readState(client: Client, guildId: string, id: string): Promise<HeldState> {
  const held = (await readStates(client, { guildId }, [id])).get(id);
  if (!held || held.deletedAt) throw new AppError('not_found', 'no such node in this guild');
  return held;
}

/**
 * Makes nodes what they are after their changes, and writes the versions. Whoever changes what a node says has looked at it,
 * so a mark that it may be stale goes.
 * @throws AppError 'conflict' with `params.what` nodes or relations, where the guild would have more than it may, or
 *   `place`, where a channel or role would stand in the graph twice
 */
export async function putStates(client: Client, act: Act, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const at = new Date(act.nowMs);
  const rows = changes.map(({ id, what, before, after }) => {
    const state = after ?? before;
    if (!state) throw new AppError('internal', 'a change from nothing to nothing');
    return {
      id,
      what,
      before,
      after,
      ...state,
      relations: undefined,
      deleted: after === null,
      search: searchVector(state.title, state.text),
    };
  });
  await client
    .query(
      `INSERT INTO knowledge_node AS old (guild_id, id, kind, title, text, source, review_on, discord_id, revision,
              search, created_at, updated_at, deleted_at)
       SELECT $1, c.id, c.kind, c.title, c.text, c.source, c."reviewOn", c."discordId", 1, c.search::tsvector, $3, $3,
              CASE WHEN c.deleted THEN $3::timestamptz END
         FROM jsonb_to_recordset($2) AS c(id uuid, kind text, title text, text text, source text, "reviewOn" date,
              "discordId" int8, search text, deleted boolean)
       ON CONFLICT (guild_id, id) DO UPDATE SET
         kind = excluded.kind, title = excluded.title, text = excluded.text, source = excluded.source,
         review_on = excluded.review_on, discord_id = excluded.discord_id, search = excluded.search,
         revision = old.revision + 1, updated_at = excluded.updated_at,
         deleted_at = excluded.deleted_at`,
      [act.guildId, JSON.stringify(rows), at],
    )
    .catch((error: unknown) => {
      if (error instanceof Error && 'constraint' in error && error.constraint === 'knowledge_node_discord_key')
        throw new AppError('conflict', 'the channel or role is in the graph', { params: { what: 'place' } });
      throw error;
    });
  const read = changes.filter(({ what }) => what !== 'related' && what !== 'unrelated').map(({ id }) => id);
  await client.query(
    `UPDATE knowledge_node SET known_name = NULL, stale_since = NULL, stale_why = NULL
      WHERE guild_id = $1 AND id = ANY($2::uuid[])`,
    [act.guildId, read],
  );
  await putRelations(client, act.guildId, changes);
  await client.query(
    `INSERT INTO knowledge_version (guild_id, node_id, number, what, by_id, at, before, after)
     SELECT $1, c.id, n.revision, c.what, $4, $3, nullif(c.before, 'null'), nullif(c.after, 'null')
       FROM jsonb_to_recordset($2) AS c(id uuid, what text, before jsonb, after jsonb)
       JOIN knowledge_node n ON n.guild_id = $1 AND n.id = c.id`,
    [act.guildId, JSON.stringify(rows), at, act.accountId],
  );
  await refuseTooMany(client, act.guildId);
}

async function putRelations(client: Client, guildId: string, changes: readonly Change[]): Promise<void> {
  const moved = changes.flatMap(({ id, before, after }) =>
    after && JSON.stringify(before?.relations ?? []) !== JSON.stringify(after.relations) ? [{ id, after }] : [],
  );
  if (moved.length === 0) return;
  await client.query('DELETE FROM knowledge_relation WHERE guild_id = $1 AND from_id = ANY($2::uuid[])', [
    guildId,
    moved.map(({ id }) => id),
  ]);
  const relations: { fromId: string; type: RelationType; to: string }[] = moved.flatMap(({ id, after }) =>
    after.relations.map(({ type, to }) => ({ fromId: id, type, to })),
  );
  await client.query(
    `INSERT INTO knowledge_relation (guild_id, from_id, type, to_id)
     SELECT $1, r."fromId", r.type, r."to" FROM jsonb_to_recordset($2) AS r("fromId" uuid, type text, "to" uuid)
         ON CONFLICT DO NOTHING`,
    [guildId, JSON.stringify(relations)],
  );
}

async function refuseTooMany(client: Client, guildId: string): Promise<void> {
  const { rows } = await client.query<{ nodes: number; relations: number }>(
    `SELECT (SELECT count(*)::int4 FROM knowledge_node WHERE guild_id = $1 AND deleted_at IS NULL) AS nodes,
            (SELECT count(*)::int4 FROM knowledge_relation WHERE guild_id = $1) AS relations`,
    [guildId],
  );
  const { nodes = 0, relations = 0 } = rows[0] ?? {};
  const full = nodes > MOST_NODES ? 'nodes' : relations > MOST_RELATIONS ? 'relations' : null;
  if (full) throw new AppError('conflict', `the guild would have too many ${full}`, { params: { what: full } });
}
