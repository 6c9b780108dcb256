import type pg from 'pg';
import type { CountBatch } from '../count-batch.server.ts';
import { int8Array } from './binary-array.server.ts';

/** Guilds whose invites are read, or are about to be. */
const WATCHED = `EXISTS (SELECT 1 FROM analytics.invite_watch w
                          WHERE w.guild_id = c.guild_id AND w.state <> 'not_permitted')`;

/**
 * Writes what looking for the invite of a join rests on: every instant at which somebody joined, and the invites that
 * were made and deleted. Of guilds whose invites are not read nothing is written.
 */
export async function saveInvites(
  client: pg.ClientBase,
  { memberships, invites }: Pick<CountBatch, 'memberships' | 'invites'>,
): Promise<void> {
  const joins = memberships.flatMap(({ guildId, events }) =>
    events.flatMap(({ kind, atMs }) => (kind === 'join' ? [{ guildId, atMs }] : [])),
  );
  if (joins.length > 0) {
    await client.query(
      `INSERT INTO analytics.invite_join AS old (guild_id, joined_ms, joins)
       SELECT guild_id, at_ms, count(*) FROM unnest($1::bigint[], $2::bigint[]) AS c(guild_id, at_ms)
        WHERE ${WATCHED} GROUP BY 1, 2 ORDER BY 1, 2
       ON CONFLICT (guild_id, joined_ms) DO UPDATE SET joins = old.joins + excluded.joins`,
      [int8Array(joins.map((join) => join.guildId)), int8Array(joins.map((join) => Math.round(join.atMs)))],
    );
  }
  const created = invites.filter((invite) => invite.kind === 'created');
  if (created.length > 0) {
    await client.query(
      `INSERT INTO analytics.invite_use
              (guild_id, code, source, channel_id, uses, max_uses, created_ms, expires_ms)
       SELECT guild_id, code, 'invite', channel_id, 0, max_uses, created_ms, expires_ms
         FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::int[], $5::bigint[], $6::bigint[])
           AS c(guild_id, code, channel_id, max_uses, created_ms, expires_ms)
        WHERE ${WATCHED} ORDER BY guild_id, code
       ON CONFLICT (guild_id, code) DO NOTHING`,
      [
        created.map((invite) => invite.guildId),
        created.map((invite) => invite.code),
        created.map((invite) => invite.channelId),
        created.map((invite) => invite.maxUses),
        created.map((invite) => invite.createdMs),
        created.map((invite) => invite.expiresMs),
      ],
    );
  }
  const deleted = invites.filter((invite) => invite.kind === 'deleted');
  if (deleted.length > 0) {
    await client.query(
      `UPDATE analytics.invite_use u SET deleted_ms = c.at_ms
         FROM unnest($1::bigint[], $2::text[], $3::bigint[]) AS c(guild_id, code, at_ms)
        WHERE u.guild_id = c.guild_id AND u.code = c.code AND u.deleted_ms IS NULL`,
      [
        deleted.map((invite) => invite.guildId),
        deleted.map((invite) => invite.code),
        deleted.map((invite) => Math.round(invite.atMs)),
      ],
    );
  }
}
