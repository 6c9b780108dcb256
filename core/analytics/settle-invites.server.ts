import type pg from 'pg';
import type { Database } from '#core/platform/db.server.ts';
import type { InviteReading } from '#core/platform/discord-invites.server.ts';
import { inTransaction } from '#core/platform/in-transaction.server.ts';
import { loadHeld, loadJoins, lockWatch, saveReading } from './internal/invite-rows.server.ts';
import { notRestricted } from './internal/restricted.server.ts';
import { inviteOfJoins, isNear, type ReadInvite, type ReadingSpan } from './rules/invites.ts';

type Client = Pick<pg.ClientBase, 'query'>;

/**
 * settled: the joins before the reading have their invite or will not get one, and the reading is the one to compare
 * with · early: not all that happened up to the reading is durable, ask again · useless: something happened so near the
 * reading that nobody can say whether the reading has it, or it is older than the one compared with.
 */
export type Settled = 'settled' | 'early' | 'useless';

/**
 * Lays a reading of a guild's invites beside the joins since the reading before. In one transaction: the code is written
 * to the memberships, the joins are done with, and the reading is kept.
 */
export function settleInvites(
  db: Database,
  guildId: string,
  reading: InviteReading,
  guardMs: number,
): Promise<Settled> {
  const [fromMs, toMs] = [Math.floor(reading.fromMs), Math.ceil(reading.toMs)];
  const around: ReadingSpan = { fromMs: fromMs - guardMs, toMs: toMs + guardMs };
  return inTransaction(db.for('count-activity', 'respect-objection'), async (client) => {
    const watch = await lockWatch(client, guildId);
    if (watch === null || watch.state === 'not_permitted') return 'useless';
    // Joins are written down from the moment the watch began.
    if (watch.base === null ? watch.sinceMs > around.fromMs : watch.base.toMs >= fromMs) return 'useless';
    if (!(await isDurable(client, guildId, around.toMs))) return 'early';
    const joins = await loadJoins(client, guildId);
    if (isNear({ fromMs, toMs }, joins, guardMs) || !(await wasWatched(client, guildId, around))) return 'useless';
    const before = joins.filter((atMs) => atMs < fromMs);
    const read = invitesOf(reading);
    if (watch.base !== null && before.length > 0) {
      const since = { fromMs: watch.base.fromMs - guardMs, toMs };
      const held = await loadHeld(client, guildId);
      const code = (await wasWatched(client, guildId, since))
        ? inviteOfJoins({ base: watch.base, held, read, joins: before, guardMs })
        : null;
      if (code !== null) {
        await client.query(
          `UPDATE analytics.membership SET invite_code = $2
            WHERE guild_id = $1 AND first_joined_ms = ANY($3::bigint[]) AND invite_code IS NULL
              AND ${notRestricted({ person: 'membership.user_id', guild: 'membership.guild_id' })}`,
          [guildId, code, before],
        );
      }
    }
    await client.query('DELETE FROM analytics.invite_join WHERE guild_id = $1 AND joined_ms < $2', [guildId, fromMs]);
    await saveReading(client, guildId, { fromMs, toMs, invites: read }, guardMs);
    return 'settled';
  });
}

function invitesOf({ invites, vanity }: InviteReading): ReadInvite[] {
  const read = invites.map((invite) => ({ ...invite, source: 'invite' as const }));
  if (vanity === null) return read;
  const unlimited = { channelId: null, maxUses: 0, createdMs: null, expiresMs: null };
  // Discord lists the vanity URL apart; were it in the list too, this is the one that counts.
  return [
    ...read.filter((invite) => invite.code !== vanity.code),
    { code: vanity.code, source: 'vanity', uses: vanity.uses, ...unlimited },
  ];
}

/** Whether everything the guild's shard was sent up to an instant is in the database. */
async function isDurable(client: Client, guildId: string, untilMs: number): Promise<boolean> {
  const { rows } = await client.query<{ durable: boolean | null }>(
    `SELECT observed_ms >= $2 AS durable FROM gateway.shard
      WHERE shard_id = ($1::bigint >> 22) % shard_count
      ORDER BY heartbeat_at DESC NULLS LAST, shard_count DESC LIMIT 1`,
    [guildId, untilMs],
  );
  return rows[0]?.durable === true;
}

/** Whether the guild was counted and every join was seen, from the first instant to the last. */
async function wasWatched(client: Client, guildId: string, { fromMs, toMs }: ReadingSpan): Promise<boolean> {
  const { rows } = await client.query<{ watched: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM analytics.counting_span
                     WHERE guild_id = $1 AND from_ms <= $2 AND to_ms IS NULL)
        AND NOT EXISTS (SELECT 1 FROM analytics.coverage_gap
                         WHERE kind = 'all' AND from_ms < $3 AND (to_ms IS NULL OR to_ms > $2)
                           AND (guild_id = $1
                                OR (guild_id IS NULL AND shard_id = ($1::bigint >> 22) % shard_count))) AS watched`,
    [guildId, fromMs, toMs],
  );
  return rows[0]?.watched === true;
}
