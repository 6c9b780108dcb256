import type { WholeDatabase } from '#core/platform/db.server.ts';

/** The Monday on which the reports of tests are due, in days since 1970: 2026-11-23. */
export const MONDAY = 20_780;
export const DAY_MS = 86_400_000;
export const CHANNEL = '700000000000000001';

/**
 * A guild with premium and fourteen weeks of totals before that Monday: quiet ones, and a last one in which three times as much
 * was written, nearly all of it in one channel.
 */
export async function putWeeks(db: WholeDatabase, guildId: string): Promise<void> {
  await db.prisma.guild.upsert({ where: { id: BigInt(guildId) }, create: { id: BigInt(guildId) }, update: {} });
  await db.prisma.premiumGrant.create({
    data: { guildId: BigInt(guildId), grantedBy: 1n, reason: 'test', startsAt: new Date(0) },
  });
  await db.pool.query(
    `INSERT INTO analytics.guild_day (guild_id, day, time_zone, messages, active_ms, muted_ms, deafened_ms, alone_ms,
       posters, voice_users, active, active_week, joins, left_first_day, left_first_week, left_first_month, left_later,
       left_unknown, observed_messages, observed_voice)
     SELECT $1, $2::int4 - i, 'UTC', CASE WHEN i < 8 THEN 300 ELSE 100 END + i % 5, 3600000, 0, 0, 0, 9, 3, 10, 40, 4, 0, 0, 1, 0, 0, 1, 1
       FROM generate_series(1, 98) i`,
    [guildId, MONDAY],
  );
  await db.pool.query(
    `INSERT INTO analytics.channel_day (guild_id, channel_id, day, messages, posters, active_ms, muted_ms, deafened_ms, alone_ms, voice_users)
     SELECT $1, $3, $2::int4 - i, CASE WHEN i < 8 THEN 280 ELSE 80 END + i % 5, 9, 0, 0, 0, 0, 0 FROM generate_series(1, 98) i`,
    [guildId, MONDAY, CHANNEL],
  );
}
