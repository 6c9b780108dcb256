import { runSql } from './database.ts';
import { textChannels, voiceChannels, type WorldGuild } from './discord.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How much is written and said in each hour of a day. */
const rhythm = [31, 20, 11, 6, 4, 5, 11, 24, 41, 52, 55, 61, 68, 64, 58, 60, 67, 81, 96, 112, 118, 101, 76, 49];

/**
 * Writes a past for pictures straight into the database: a counted day and a half before now, and with `hole` a stretch
 * of the day that was missed. The numbers are invented, so no test that compares with Discord may stand on them.
 */
export async function inventPast(guild: WorldGuild, people: string[], { hole }: { hole: boolean }): Promise<void> {
  const now = Date.now();
  const hourNow = Math.floor(now / HOUR_MS);
  const from = Math.floor(now / DAY_MS) * 24 - 24;
  const rows: { channel: string; person: string; hour: number; count: number }[] = [];
  const spoken: typeof rows = [];
  for (let hour = from; hour < hourNow; hour += 1) {
    const much = (rhythm[hour % 24] ?? 1) * (hour < from + 24 ? 1 : 1.12);
    for (const [at, channel] of textChannels(guild).slice(0, 9).entries())
      for (let who = 0; who < 4; who += 1) {
        const person = people[(hour * 7 + at * 5 + who * 11) % people.length] ?? '';
        rows.push({ channel: channel.id, person, hour, count: Math.ceil((much * (4 - who)) / (3 + at * at)) });
      }
    for (const [at, channel] of voiceChannels(guild).slice(0, 3).entries())
      for (let who = 0; who < 3; who += 1) {
        const person = people[(hour * 3 + at * 7 + who * 13) % people.length] ?? '';
        spoken.push({
          channel: channel.id,
          person,
          hour,
          count: Math.min(HOUR_MS, Math.round(much * 24_000) / (at + 1)),
        });
      }
  }
  for (const day of [now - DAY_MS, now]) await runSql('SELECT analytics.ensure_day($1)', [Math.floor(day / DAY_MS)]);
  const columns = (of: typeof rows) => [
    guild.id,
    of.map((row) => row.channel),
    of.map((row) => row.person),
    of.map((row) => row.hour),
    of.map((row) => Math.round(row.count)),
  ];
  await runSql(
    `INSERT INTO analytics.message_pack (guild_id, day, hours, channel_ids, user_ids, messages)
     SELECT $1::int8, hour / 24, array_agg(hour), array_agg(channel), array_agg(person), array_agg(messages)
       FROM unnest($2::int8[], $3::int8[], $4::int4[], $5::int4[]) AS row(channel, person, hour, messages) GROUP BY 2`,
    columns(rows),
  );
  await runSql(
    `INSERT INTO analytics.voice_pack (guild_id, day, hours, channel_ids, user_ids, active_ms, muted_ms, deafened_ms, alone_ms)
     SELECT $1::int8, hour / 24, array_agg(hour), array_agg(channel), array_agg(person), array_agg(ms * 7 / 10),
            array_agg(ms * 2 / 10), array_agg(ms / 10), array_agg(0)
       FROM unnest($2::int8[], $3::int8[], $4::int4[], $5::int4[]) AS row(channel, person, hour, ms) GROUP BY 2`,
    columns(spoken),
  );
  await runSql('UPDATE analytics.counting_span SET from_ms = $2 WHERE guild_id = $1 AND to_ms IS NULL', [
    guild.id,
    now - 2 * DAY_MS,
  ]);
  const shard = 'shard_id = ($1::int8 >> 22) % shard_count';
  await runSql(`DELETE FROM analytics.coverage_gap WHERE ${shard} AND (guild_id = $1 OR guild_id IS NULL)`, [guild.id]);
  if (!hole) return;
  await runSql(
    `INSERT INTO analytics.coverage_gap (shard_count, shard_id, guild_id, kind, from_ms, to_ms, reason)
     SELECT shard_count, shard_id, $1, 'all', $2, $3, 'resume-refused' FROM gateway.shard WHERE ${shard} LIMIT 1`,
    [guild.id, now - 3 * HOUR_MS, now - 1.6 * HOUR_MS],
  );
}
