import { ACTIVITY_KEPT_DAYS } from '#core/analytics/keep-partitions.server.ts';
import { rollUpDay } from '#core/analytics/roll-up-day.server.ts';
import { rollUpMonth } from '#core/analytics/roll-up-month.server.ts';
import { listDueCohorts, rollUpRetention } from '#core/analytics/roll-up-retention.server.ts';
import type { Database } from '#core/platform/db.server.ts';

const DAY_MS = 86_400_000;
/** Guilds of a seed begin with the time zone that the database gives them. */
const timeZone = 'UTC';
/** A joining week is told of when its week 1 is over, and when its week 4 is: so many weeks later, on a Monday. */
const WEEKS_LATER = [3, 6];
/** Connections that are taken together: fewer than the pool has. */
const AT_ONCE = 3;

/**
 * Makes the totals that are due at the end of a UTC day, for each of the guilds: of the day, of the weeks and the month
 * that end with it, and on a Monday of the joining weeks that are mature then. A day that is not over has none.
 */
export async function closeDay(db: Pick<Database, 'pool'>, guildIds: readonly string[], nowMs: number): Promise<void> {
  if (nowMs % DAY_MS !== 0) return;
  const today = nowMs / DAY_MS;
  const day = today - 1;
  const heldFromHour = (today - ACTIVITY_KEPT_DAYS) * 24;
  const waiting = [...guildIds];
  const work = async () => {
    const client = await db.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      for (let guildId = waiting.shift(); guildId !== undefined; guildId = waiting.shift()) {
        await rollUpDay(client, { guildId, day, timeZone }, heldFromHour);
        await rollUpMonth(client, { guildId, day }, heldFromHour);
        if (!isMonday(today)) continue;
        const weeks = WEEKS_LATER.map((later) => today - later * 7);
        for (const { week, part } of await listDueCohorts(client, { guildId, timeZone }, weeks, {
          nowMs,
          heldFromHour,
        }))
          await rollUpRetention(client, { guildId, week, timeZone }, part);
      }
      await client.query('COMMIT');
    } catch (error) {
      broken = error instanceof Error ? error : new Error(String(error));
      throw error;
    } finally {
      client.release(broken);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, guildIds.length) }, work));
}

/** 1970-01-05 was one. */
function isMonday(day: number): boolean {
  return day % 7 === 4;
}
