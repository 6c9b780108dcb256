import type { WholeDatabase } from '#core/platform/db.server.ts';
import { HELD_DAYS, type World } from './world.ts';

/** Keys that come up twice are one row: so many more are drawn, so that about as many are left as were wanted. */
const DRAWN = 1.08;

/** Makes `bench.guild`, from which rows are drawn, and the partitions. */
export async function prepareHours(db: WholeDatabase, world: World): Promise<void> {
  await db.pool.query(
    `CREATE SCHEMA bench;
     CREATE TABLE bench.guild (
       id int8 PRIMARY KEY, number int8, members int4, channels int4, message_rows float8, voice_rows float8)`,
  );
  const columns = '$1::int8[], $2::int8[], $3::int4[], $4::int4[], $5::float8[], $6::float8[]';
  await db.pool.query(`INSERT INTO bench.guild SELECT * FROM unnest(${columns})`, [
    world.guilds.map((guild) => guild.id),
    world.guilds.map((guild) => guild.number),
    world.guilds.map((guild) => guild.members),
    world.guilds.map((guild) => guild.channels),
    world.guilds.map((guild) => (guild.messageRows / HELD_DAYS) * DRAWN),
    world.guilds.map((guild) => (guild.voiceRows / HELD_DAYS) * DRAWN),
  ]);
  await db.pool.query('SELECT analytics.ensure_day(day) FROM generate_series($1::int4, $2::int4) AS day', [
    world.today - HELD_DAYS,
    world.today + 1,
  ]);
}

/** Discord's ids of people lie far apart: so do these, of guild `number` and its `member`, both SQL. */
export const userId = (number: string, member: string) => {
  const n = `(${number} * 1000000 + ${member})`;
  return `100000000000000000 + (${n} * 2654435761 % 4294967296) * 134217728 + ${n} % 4194304`;
};

/** Keys of one day: few people and channels make most of it. */
export const keysOfDay = (rows: 'message_rows' | 'voice_rows', day: number) => `
  SELECT id AS guild_id, id + (1 + floor(channels * random() * random())::int8) * 4194304 AS channel_id,
         ${userId('number', 'member')} AS user_id, hour
    FROM (SELECT guild.*, floor(members * random() ^ 2.5)::int8 AS member, ${day} * 24 + floor(24 * random())::int4 AS hour
            FROM bench.guild, generate_series(1, ceil(${rows})::int4)) AS draw`;

/** Draws the rows of the held days, as many days side by side as there are connections to spare. @returns how many rows */
export async function fillHours(db: WholeDatabase, world: World, lanes: number, onDay: () => void): Promise<number> {
  const days = Array.from({ length: HELD_DAYS }, (_, index) => world.today - HELD_DAYS + index);
  let rows = 0;
  const work = async () => {
    for (let day = days.shift(); day !== undefined; day = days.shift()) {
      const filled = await fillDay(db, day);
      rows += filled;
      onDay();
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
  return rows;
}

/** As merging leaves a day that is over (core/analytics/merge-packs.server.ts). */
async function fillDay(db: WholeDatabase, day: number): Promise<number> {
  const date = new Date(day * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
  const client = await db.pool.connect();
  try {
    // What is written to a table that was emptied in the same transaction needs no log, where the server allows it.
    await client.query(
      `BEGIN; SET LOCAL work_mem = '256MB'; SELECT setseed(${(day % 1_000) / 1_000});
       TRUNCATE analytics.message_pack_${date}, analytics.voice_pack_${date}`,
    );
    const fill = async (table: string, rows: 'message_rows' | 'voice_rows', counts: Record<string, string>) => {
      const columns = ['hour', 'channel_id', 'user_id', ...Object.keys(counts)];
      const made = await client.query<{ cells: number }>(
        `WITH made AS (
           INSERT INTO analytics.${table}_${date}
                  (guild_id, day, merged, hours, channel_ids, user_ids, ${Object.keys(counts).join(', ')})
           SELECT guild_id, ${day}, 2, ${columns.map((column) => `array_agg(${column} ORDER BY place)`).join(', ')}
             FROM (SELECT guild_id, hour, channel_id, user_id,
                          ${Object.entries(counts)
                            .map(([name, value]) => `(${value})::int4 AS ${name}`)
                            .join(', ')},
                          row_number() OVER (PARTITION BY guild_id ORDER BY hour, channel_id, user_id) - 1 AS place
                     FROM (${keysOfDay(rows, day)}) AS key GROUP BY guild_id, hour, channel_id, user_id) AS cell
            GROUP BY guild_id, place / 8000
           RETURNING cardinality(user_ids) AS cells
         )
         SELECT sum(cells)::int4 AS cells FROM made`,
      );
      return made.rows[0]?.cells ?? 0;
    };
    const messages = await fill('message_pack', 'message_rows', { messages: 'count(*) + floor(3 * random())' });
    const voice = await fill('voice_pack', 'voice_rows', {
      active_ms: 'floor(1800000 * random())',
      muted_ms: 'floor(900000 * random())',
      deafened_ms: 'floor(300000 * random())',
      alone_ms: 'floor(600000 * random())',
    });
    await client.query('COMMIT');
    client.release();
    return messages + voice;
  } catch (error) {
    client.release(true);
    throw error;
  }
}
