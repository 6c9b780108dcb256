import type { Database } from '#core/platform/db.server.ts';
import { inTransaction } from '#core/platform/in-transaction.server.ts';
import { lockWatch } from './internal/invite-rows.server.ts';
import { MEMBERSHIP_KEPT_MS } from './rules/membership.ts';

const HOUR_MS = 3_600_000;
/** A guild whose bot may not read invites is asked again after this long; each asking is a refusal. */
const ASK_AGAIN_MS = HOUR_MS / 4;
/** What is compared with is never older than this, so that a permission that was taken away is noticed. */
const BASE_KEPT_MS = HOUR_MS;
/** Joins that wait longer stay not known: too much lies between the readings. */
const JOIN_KEPT_MS = 24 * HOUR_MS;

/** Begins the watch of guilds that are counted, and sweeps. */
export async function keepInviteWatches(db: Database, nowMs: number): Promise<void> {
  await db.for('count-activity').pool.query(
    `INSERT INTO analytics.invite_watch (guild_id, state, since_ms, asked_ms)
     SELECT DISTINCT guild_id, 'starting', $1::bigint, 0 FROM analytics.counting_span WHERE to_ms IS NULL
     ON CONFLICT (guild_id) DO NOTHING`,
    [nowMs],
  );
  await sweepInvites(db, nowMs);
}

/** Ends the watch of guilds that are not counted, and deletes what nobody needs. */
export async function sweepInvites(db: Database, nowMs: number): Promise<void> {
  const { rows } = await db.for('count-activity').pool.query<{ guild_id: string }>(
    `SELECT guild_id FROM analytics.invite_watch w
      WHERE NOT EXISTS (SELECT 1 FROM analytics.counting_span s WHERE s.guild_id = w.guild_id AND s.to_ms IS NULL)`,
  );
  for (const { guild_id: guildId } of rows) await endWatch(db, guildId, nowMs);
  await db
    .for('count-activity')
    .pool.query('DELETE FROM analytics.invite_join WHERE joined_ms <= $1', [nowMs - JOIN_KEPT_MS]);
  await db
    .for('count-activity')
    .pool.query('DELETE FROM analytics.invite_use WHERE gone_ms <= $1', [nowMs - MEMBERSHIP_KEPT_MS]);
}

/** The guild is not counted any more: nothing is read of it, and of its invites stays only which one people came by. */
function endWatch(db: Database, guildId: string, nowMs: number): Promise<void> {
  return inTransaction(db.for('count-activity', 'respect-objection'), async (client) => {
    await lockWatch(client, guildId);
    await client.query('DELETE FROM analytics.invite_watch WHERE guild_id = $1', [guildId]);
    await client.query('DELETE FROM analytics.invite_join WHERE guild_id = $1', [guildId]);
    await client.query('UPDATE analytics.invite_use SET gone_ms = $2 WHERE guild_id = $1 AND gone_ms IS NULL', [
      guildId,
      nowMs,
    ]);
  });
}

/** The bot may not read the guild's invites: what was read before says nothing about joins from now on. */
export function noteNotPermitted(db: Database, guildId: string, nowMs: number): Promise<void> {
  return inTransaction(db.for('count-activity', 'respect-objection'), async (client) => {
    const watch = await lockWatch(client, guildId);
    if (watch === null) return;
    const sinceMs = watch.state === 'not_permitted' ? watch.sinceMs : nowMs;
    await client.query(
      `UPDATE analytics.invite_watch
          SET state = 'not_permitted', since_ms = $2, asked_ms = $3, base_from_ms = NULL, base_to_ms = NULL
        WHERE guild_id = $1`,
      [guildId, sinceMs, nowMs],
    );
    await client.query('DELETE FROM analytics.invite_join WHERE guild_id = $1', [guildId]);
    await client.query('UPDATE analytics.invite_use SET gone_ms = $2 WHERE guild_id = $1 AND gone_ms IS NULL', [
      guildId,
      nowMs,
    ]);
  });
}

/** The bot may read them again. Joins are written down from now on; the first reading comes when they are. */
export async function notePermitted(db: Database, guildId: string, nowMs: number): Promise<void> {
  await db.for('count-activity').pool.query(
    `UPDATE analytics.invite_watch SET state = 'starting', since_ms = $2, asked_ms = $2
      WHERE guild_id = $1 AND state = 'not_permitted'`,
    [guildId, nowMs],
  );
}

/** Guilds whose invites have to be read though nobody joined. */
export async function listDueGuilds(db: Database, nowMs: number, guardMs: number): Promise<string[]> {
  const { rows } = await db.for('count-activity').pool.query<{ guild_id: string }>(
    `SELECT guild_id FROM analytics.invite_watch w
      WHERE CASE state
              WHEN 'starting' THEN since_ms < $1 - 2 * $2::bigint
              WHEN 'not_permitted' THEN asked_ms < $1 - $3::bigint
              ELSE base_to_ms < $1 - $4::bigint
                OR EXISTS (SELECT 1 FROM analytics.coverage_gap g
                            WHERE g.kind = 'all' AND g.to_ms > w.base_from_ms AND g.to_ms < $1 - $2::bigint
                              AND (g.guild_id = w.guild_id
                                   OR (g.guild_id IS NULL AND g.shard_id = (w.guild_id >> 22) % g.shard_count)))
            END`,
    [nowMs, guardMs, ASK_AGAIN_MS, BASE_KEPT_MS],
  );
  return rows.map((row) => row.guild_id);
}
