import type pg from 'pg';
import type { HeldInvite, ReadInvite, ReadingSpan } from '../rules/invites.ts';

type Client = Pick<pg.ClientBase, 'query'>;

export interface WatchRow {
  state: 'starting' | 'reading' | 'not_permitted';
  sinceMs: number;
  base: ReadingSpan | null;
}

/** The guild's row, locked: whoever settles or stops the watch waits for the other. */
export async function lockWatch(client: Client, guildId: string): Promise<WatchRow | null> {
  const { rows } = await client.query<{
    state: WatchRow['state'];
    since_ms: number;
    base_from_ms: number | null;
    base_to_ms: number | null;
  }>(
    `SELECT state, since_ms::float8, base_from_ms::float8, base_to_ms::float8
       FROM analytics.invite_watch WHERE guild_id = $1 FOR UPDATE`,
    [guildId],
  );
  const [row] = rows;
  if (!row) return null;
  const { base_from_ms: fromMs, base_to_ms: toMs } = row;
  return { state: row.state, sinceMs: row.since_ms, base: fromMs === null || toMs === null ? null : { fromMs, toMs } };
}

/** Invites of the reading before, and those made since. */
export async function loadHeld(client: Client, guildId: string): Promise<HeldInvite[]> {
  const { rows } = await client.query<{
    code: string;
    source: ReadInvite['source'];
    channel_id: string | null;
    uses: number;
    max_uses: number;
    created_ms: number | null;
    expires_ms: number | null;
    deleted_ms: number | null;
  }>(
    `SELECT code, source, channel_id, uses, max_uses, created_ms::float8, expires_ms::float8, deleted_ms::float8
       FROM analytics.invite_use WHERE guild_id = $1 AND gone_ms IS NULL`,
    [guildId],
  );
  return rows.map((row) => ({
    code: row.code,
    source: row.source,
    channelId: row.channel_id,
    uses: row.uses,
    maxUses: row.max_uses,
    createdMs: row.created_ms,
    expiresMs: row.expires_ms,
    deletedMs: row.deleted_ms,
  }));
}

/** Instants of joins that wait, each as often as it happened. */
export async function loadJoins(client: Client, guildId: string): Promise<number[]> {
  const { rows } = await client.query<{ joined_ms: number; joins: number }>(
    'SELECT joined_ms::float8, joins FROM analytics.invite_join WHERE guild_id = $1 ORDER BY joined_ms',
    [guildId],
  );
  return rows.flatMap((row) => new Array<number>(row.joins).fill(row.joined_ms));
}

/**
 * Makes a reading the one that the next is compared with.
 * @param guardMs an invite made this shortly before the reading, or later, may be missing in it and there all the same
 */
export async function saveReading(
  client: Client,
  guildId: string,
  reading: ReadingSpan & { invites: readonly ReadInvite[] },
  guardMs: number,
): Promise<void> {
  const { invites, fromMs, toMs } = reading;
  await client.query(
    `INSERT INTO analytics.invite_use AS old
            (guild_id, code, source, channel_id, uses, max_uses, created_ms, expires_ms)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::bigint[], $5::int[], $6::int[], $7::bigint[], $8::bigint[])
      ORDER BY 2
     ON CONFLICT (guild_id, code) DO UPDATE SET
       source = excluded.source, channel_id = excluded.channel_id, uses = excluded.uses, max_uses = excluded.max_uses,
       created_ms = excluded.created_ms, expires_ms = excluded.expires_ms, gone_ms = NULL
     WHERE (old.source, old.channel_id, old.uses, old.max_uses, old.created_ms, old.expires_ms, old.gone_ms)
           IS DISTINCT FROM (excluded.source, excluded.channel_id, excluded.uses, excluded.max_uses,
                             excluded.created_ms, excluded.expires_ms, NULL::bigint)`,
    [
      guildId,
      invites.map((invite) => invite.code),
      invites.map((invite) => invite.source),
      invites.map((invite) => invite.channelId),
      invites.map((invite) => invite.uses),
      invites.map((invite) => invite.maxUses),
      invites.map((invite) => invite.createdMs),
      invites.map((invite) => invite.expiresMs),
    ],
  );
  await client.query(
    `UPDATE analytics.invite_use SET gone_ms = $2
      WHERE guild_id = $1 AND gone_ms IS NULL AND code <> ALL($3::text[])
        AND (created_ms IS NULL OR created_ms < $4)`,
    [guildId, toMs, invites.map((invite) => invite.code), fromMs - guardMs],
  );
  await client.query(
    `UPDATE analytics.invite_watch
        SET since_ms = CASE WHEN state = 'reading' THEN since_ms ELSE $3 END,
            state = 'reading', base_from_ms = $2, base_to_ms = $3, asked_ms = $3
      WHERE guild_id = $1`,
    [guildId, fromMs, toMs],
  );
}
