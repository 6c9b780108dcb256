import type { WholeDatabase } from '#core/platform/db.server.ts';

type Id = string | number | bigint;

/** Every counted cell of every guild, as a table: `messages` and `voice` of a FROM. A cell may come in several rows. */
export const messageCells = `(
  SELECT p.guild_id, c.* FROM analytics.message_pack p,
         unnest(p.channel_ids, p.user_ids, p.hours, p.messages) AS c(channel_id, user_id, hour, messages)) AS messages`;
export const voiceCells = `(
  SELECT p.guild_id, c.* FROM analytics.voice_pack p,
         unnest(p.channel_ids, p.user_ids, p.hours, p.active_ms, p.muted_ms, p.deafened_ms, p.alone_ms)
           AS c(channel_id, user_id, hour, active_ms, muted_ms, deafened_ms, alone_ms)) AS voice`;

export type MessageCell = readonly [guild: Id, channel: Id, user: Id, hour: number, messages: number];
export type VoiceCell = readonly [
  ...[guild: Id, channel: Id, user: Id, hour: number],
  ...[activeMs: number, mutedMs: number, deafenedMs: number, aloneMs: number],
];

/** Writes each cell into a row of its own, and the partitions it needs. */
export async function putMessages({ pool }: Pick<WholeDatabase, 'pool'>, cells: readonly MessageCell[]): Promise<void> {
  await ensureDays({ pool }, cells);
  await pool.query(
    `INSERT INTO analytics.message_pack (guild_id, day, hours, channel_ids, user_ids, messages)
     SELECT guild_id, hour / 24, ARRAY[hour], ARRAY[channel_id], ARRAY[user_id], ARRAY[messages]
       FROM unnest($1::int8[], $2::int8[], $3::int8[], $4::int4[], $5::int4[])
         AS c(guild_id, channel_id, user_id, hour, messages)`,
    [0, 1, 2, 3, 4].map((at) => cells.map((cell) => cell[at])),
  );
}

export async function putVoice({ pool }: Pick<WholeDatabase, 'pool'>, cells: readonly VoiceCell[]): Promise<void> {
  await ensureDays({ pool }, cells);
  await pool.query(
    `INSERT INTO analytics.voice_pack
            (guild_id, day, hours, channel_ids, user_ids, active_ms, muted_ms, deafened_ms, alone_ms)
     SELECT guild_id, hour / 24, ARRAY[hour], ARRAY[channel_id], ARRAY[user_id], ARRAY[active_ms], ARRAY[muted_ms],
            ARRAY[deafened_ms], ARRAY[alone_ms]
       FROM unnest($1::int8[], $2::int8[], $3::int8[], $4::int4[], $5::int4[], $6::int4[], $7::int4[], $8::int4[])
         AS c(guild_id, channel_id, user_id, hour, active_ms, muted_ms, deafened_ms, alone_ms)`,
    [0, 1, 2, 3, 4, 5, 6, 7].map((at) => cells.map((cell) => cell[at])),
  );
}

async function ensureDays({ pool }: Pick<WholeDatabase, 'pool'>, cells: readonly (MessageCell | VoiceCell)[]) {
  await pool.query('SELECT analytics.ensure_day(day) FROM unnest($1::int4[]) AS day', [
    [...new Set(cells.map((cell) => Math.floor(cell[3] / 24)))],
  ]);
}
