import { ACTIVITY_KEPT_DAYS } from '#core/analytics/keep-partitions.server.ts';
import { rollUpGuilds } from '#core/analytics/roll-up-guilds.server.ts';
import { listDueCohorts, rollUpRetention } from '#core/analytics/roll-up-retention.server.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';

const DAY_MS = 86_400_000;
/** Guilds of a seed begin with the time zone that the database gives them. */
const timeZone = 'UTC';
/** A joining week is told of when its week 1 is over, and when its week 4 is: so many weeks later, on a Monday. */
const WEEKS_LATER = [3, 6];
/**
 * Makes the totals that are due at the end of a UTC day, for each of the guilds: of the day, of the weeks and the month
 * that end with it, and on a Monday of the joining weeks that are mature then. A day that is not over has none.
 */
export async function closeDay(
  db: Pick<WholeDatabase, 'pool'>,
  guildIds: readonly string[],
  nowMs: number,
): Promise<void> {
  if (nowMs % DAY_MS !== 0) return;
  const today = nowMs / DAY_MS;
  const day = today - 1;
  const heldFromHour = (today - ACTIVITY_KEPT_DAYS) * 24;
  await db.pool.query('SELECT analytics.ensure_people(day) FROM generate_series($1::int4, $2::int4) AS day', [
    today - ACTIVITY_KEPT_DAYS,
    today,
  ]);
  const client = await db.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const works = guildIds.map((guildId) => ({
      guildId,
      timeZone,
      days: [day],
      weeks: [day],
      month: day,
      closedDay: day,
      top: false,
    }));
    await rollUpGuilds(client, works, heldFromHour);
    const weeks = isMonday(today) ? WEEKS_LATER.map((later) => today - later * 7) : [];
    const guilds = weeks.length > 0 ? guildIds.map((guildId) => ({ guildId, timeZone, weeks })) : [];
    await rollUpRetention(client, await listDueCohorts(client, guilds, { nowMs, heldFromHour }));
    await client.query('COMMIT');
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** 1970-01-05 was one. */
function isMonday(day: number): boolean {
  return day % 7 === 4;
}
