import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { Logger } from '#core/platform/log.server.ts';
import { registry } from './registry.ts';
import { dueMs, type RetentionClock, retentionRules } from './rules/retention.ts';
import { isOverdue, type RetentionReading } from './rules/retention-readings.ts';
import { type RetentionClass, retentionClasses } from './schema.ts';

/** SQL of the instant, in milliseconds since 1970, at which the time of a row began. */
const INSTANT: Record<RetentionClock['unit'], (column: string) => string> = {
  time: (column) => `extract(epoch FROM ${column}) * 1000`,
  ms: (column) => column,
  hour: (column) => `${column} * 3600000::float8`,
  day: (column) => `${column} * 86400000::float8`,
};

/**
 * Looks into the tables of every class that ends by time for the row nearest to its end, and keeps what was seen. It knows
 * nothing of the sweeps: rows that one leaves behind are found, whatever it says of itself. A class that cannot be measured
 * keeps the reading it had, which grows old.
 * @returns what was seen, and the classes that could not be measured
 */
export async function measureRetention({
  db,
  clock,
  log,
}: {
  db: Database;
  clock: Clock;
  log: Logger;
}): Promise<{ readings: RetentionReading[]; failed: RetentionClass[] }> {
  const readings: RetentionReading[] = [];
  const failed: RetentionClass[] = [];
  for (const retention of Object.keys(retentionClasses) as RetentionClass[]) {
    const rule = retentionRules[retention];
    if (!('clocks' in rule)) continue;
    try {
      const reading = await measure(db, retention, rule.clocks, clock.now());
      const { retention: id, ...seen } = reading;
      await db.for('keep-promises').prisma.retentionReading.upsert({
        where: { retention: id },
        create: { retention: id, ...seen },
        update: seen,
      });
      readings.push(reading);
      if (isOverdue(reading))
        log.error({ retention, place: reading.place, due: reading.dueAt }, 'rows outlived their time');
    } catch (error) {
      failed.push(retention);
      log.error({ err: error, retention }, 'a retention class could not be measured');
    }
  }
  return { readings, failed };
}

async function measure(
  db: Database,
  retention: RetentionClass,
  clocks: readonly RetentionClock[],
  nowMs: number,
): Promise<RetentionReading> {
  let nearest: { oldestAt: Date | null; dueAt: Date | null; place: string | null } = {
    oldestAt: null,
    dueAt: null,
    place: null,
  };
  for (const one of clocks) {
    const sinceMs = await readOldest(db, one);
    if (sinceMs === null) continue;
    const dueAt = new Date(dueMs(one, sinceMs));
    if (nearest.dueAt === null || dueAt < nearest.dueAt)
      nearest = { oldestAt: new Date(sinceMs), dueAt, place: one.table };
  }
  return { retention, ...nearest, measuredAt: new Date(nowMs) };
}

async function readOldest(db: Database, one: RetentionClock): Promise<number | null> {
  if (registry[one.table]?.optional) {
    const { rows } = await db
      .for('keep-promises')
      .pool.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [one.table]);
    if (rows[0]?.there !== true) return null;
  }
  const { rows } = await db.for('keep-promises').pool.query<{ since: number }>(
    `SELECT (${INSTANT[one.unit](one.column)})::float8 AS since FROM ${one.from ?? one.table}
      ${one.where ? `WHERE ${one.where}` : ''} ORDER BY ${one.column} LIMIT 1`,
  );
  return rows[0]?.since ?? null;
}
