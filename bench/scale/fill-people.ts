import { rollUpGuilds } from '#core/analytics/roll-up-guilds.server.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { HELD_DAYS, type World } from './world.ts';

const GUILDS_AT_ONCE = 50;

/** The lists of people of the days before yesterday, made by the product as if it had made those days' totals. */
export async function fillPeople(db: WholeDatabase, { guilds, today }: World): Promise<void> {
  const day = today - 2;
  const firstDay = day - HELD_DAYS + 1;
  await db.pool.query('SELECT analytics.ensure_people(day) FROM generate_series($1::int4, $2::int4) AS day', [
    firstDay,
    today + 1,
  ]);
  for (let at = 0; at < guilds.length; at += GUILDS_AT_ONCE) {
    const works = guilds
      .slice(at, at + GUILDS_AT_ONCE)
      .map(({ id }) => ({ guildId: id, timeZone: 'UTC', days: [], weeks: [], month: day, top: false, closedDay: day }));
    const client = await db.pool.connect();
    try {
      await client.query('BEGIN');
      await rollUpGuilds(client, works, firstDay * 24);
      await client.query('COMMIT');
    } finally {
      client.release();
    }
  }
}
