import type { Clock } from '#core/platform/clock.ts';
import type { Asked } from '#core/platform/db.server.ts';
import type { GuildUse } from './rules/views.ts';

const DAY_MS = 86_400_000;

/** For those who manage the guild. */
export async function readGuildUse(
  { db, clock }: { db: Asked; clock: Clock },
  { guildId }: { guildId: string },
): Promise<GuildUse> {
  const { pool } = db.for('use-model');
  const today = new Date(Math.floor(clock.now() / DAY_MS) * DAY_MS);
  const [out, spent] = await Promise.all([
    pool.query<{ feature: string }>('SELECT feature FROM ai_guild_opt_out WHERE guild_id = $1 ORDER BY feature', [
      guildId,
    ]),
    pool.query<{ feature: string; calls: number; nanos: string }>(
      `SELECT feature, count(*)::int AS calls, sum(coalesce(cost_nanos, reserved_nanos))::text AS nanos
         FROM ai_call WHERE guild_id = $1 AND at >= $2 GROUP BY feature`,
      [guildId, today],
    ),
  ]);
  return {
    out: out.rows.map(({ feature }) => feature || null),
    today: spent.rows.map(({ feature, calls, nanos }) => ({ feature, calls, spentNanos: BigInt(nanos) })),
  };
}
