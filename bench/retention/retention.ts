import os from 'node:os';
import { erasePerson } from '#core/analytics/erase-person.server.ts';
import { ACTIVITY_KEPT_DAYS, dropExpiredPartitions } from '#core/analytics/keep-partitions.server.ts';
import { mergeDays } from '#core/analytics/merge-days.server.ts';
import { type BenchResult, median, rounded } from '../report.ts';
import { fillPeople } from '../scale/fill-people.ts';
import { type FilledDatabase, startFilledDatabase } from '../scale/filled-database.ts';
import { flushHour } from './flushes.ts';
import { type Cost, takeShard, timeCost, upserts } from './upserts.ts';

export interface RetentionOptions {
  rows: number;
  say: (line: string) => void;
}

const DAY_MS = 86_400_000;
/** Days whose end is measured. */
const DROPPED_DAYS = 3;

/** What it costs to keep 30 days of what people did: to write a day, to make its totals, to merge it and to end it. */
export async function retention({ rows, say }: RetentionOptions): Promise<BenchResult> {
  const filled = await startFilledDatabase({ rows, totalsUntil: ({ today }) => today - 2, say });
  const { db, world } = filled;
  try {
    await fillPeople(db, world);
    const lease = await takeShard(filled);
    const upserted = await upserts(filled, lease, say);
    const endOf = (day: number) => (day + 1) * DAY_MS + DAY_MS / 8;
    const merge = await timeCost(filled, say, 'a day merged whole', () => mergeDays(db, endOf(world.today + 1)));
    const whole = await bytesPerRow(filled, world.today + 1);
    const day = world.today + 2;
    const seconds = await flushHour(filled, lease, { hour: day * 24 + 12, everySeconds: 2, firstBatch: 10_000 }, say);
    const live = await bytesPerRow(filled, day);
    await mergeDays(db, endOf(day));
    const packed = await bytesPerRow(filled, day);
    const minutes = await flushHour(filled, lease, { hour: day * 24 + 36, everySeconds: 60, firstBatch: 20_000 }, say);
    say(`${live} bytes a row while its hour lasts, ${packed} when its day is over`);
    const eraseSeconds = await eraseSomebody(filled);
    const ends = await endDays(filled, say);
    const { copy, upsert, firstRollUp, rollUp, together } = upserted;
    const rate = ({ cpu }: Cost) => Math.round(upserted.rows / cpu);
    return {
      figures: {
        hourly_rows: filled.rows,
        fill_seconds: filled.fillSeconds,
        load_average: rounded(os.loadavg()[0] ?? 0, 1),
        drop_day_ms: rounded(median(ends.dropped.map((one) => one.ms)), 1),
        drop_day_wal_mb: rounded(median(ends.dropped.map((one) => one.walMb))),
        delete_day_ms: Math.round(ends.deleted.ms),
        delete_day_wal_mb: rounded(ends.deleted.walMb, 1),
        day_rows: upserted.rows,
        copy_rows_per_cpu_second: rate(copy),
        upsert_rows_per_cpu_second: rate(upsert),
        upsert_us_per_row: rounded((upsert.cpu / upserted.rows) * 1e6),
        upsert_of_copy: rounded(copy.cpu / upsert.cpu),
        flush_60s_rows: rounded(minutes.cells / minutes.flushes, 1),
        flush_60s_us_per_row: rounded((minutes.cost.cpu / minutes.cells) * 1e6),
        flush_2s_rows: rounded(seconds.cells / seconds.flushes, 1),
        flush_2s_us_per_row: rounded((seconds.cost.cpu / seconds.cells) * 1e6),
        flush_2s_cpu_share: rounded(seconds.cost.cpu / 3_600, 4),
        roll_up_first_day_cpu_seconds: rounded(firstRollUp.cpu, 1),
        roll_up_day_cpu_seconds: rounded(rollUp.cpu, 1),
        upsert_with_roll_ups_of_copy_in_postgres: rounded(copy.cpu / (upsert.cpu + rollUp.postgres)),
        upsert_with_roll_ups_of_copy: rounded(copy.cpu / (upsert.cpu + rollUp.cpu)),
        together_of_copy_by_the_clock: rounded(copy.wall / together.wall),
        live_bytes_per_row: live,
        packed_bytes_per_row: packed,
        packed_of_live: rounded(packed / live),
        packed_bytes_per_row_of_a_day: whole,
        merge_day_us_per_row: rounded((merge.cpu / upserted.rows) * 1e6),
        erase_person_seconds: rounded(eraseSeconds, 1),
      },
      goals: {
        drop_day_ms: { atMost: 60 },
        drop_day_wal_mb: { atMost: 0.2 },
        upsert_of_copy: { atLeast: 0.75 },
        upsert_with_roll_ups_of_copy: { atLeast: 0.75 },
        packed_of_live: { atMost: 0.5 },
      },
      notes: [
        '"load_average": of the last minute before the figures. Where it is above the cores, milliseconds say little.',
        'A day is dropped right after a checkpoint, when its log is longest; medians of 3 days, the DELETE of one.',
        'COPY reads a file of the server, into a plain table with a row of 32 bytes and a primary key for each, in one transaction.',
        '"upsert": batches of an hour, each with the merging of a day that lasts. "merge_day": making it whole when it is over.',
        '"flush_": an hour of messages that come at a second of their own, committed every 60 or 2 s (a bot\'s setting: 2), merged and vacuumed every five minutes, all of it counted; "_rows" are those of one commit.',
        '"live": after an hour of commits every 2 s in guilds that fall off from a message a second to one in some minutes, over the hourly rows these come to. "packed": the same hour when its day is over, and a day of all its hours.',
        '"cpu" is that of all of Postgres, user and system: other programs of the machine do not count. That of the totals is of Postgres and of the process that makes them together.',
        '"together": a cluster commits a day while the worker makes the totals of the day before and merges it, until both are done.',
        'The totals are all of them: hours, channels, spans, the guild, lists of people, 7, 28 and 30 days of them, the most active; and on Mondays, when weeks are mature, cohorts. The lists of the days before are there already.',
      ],
    };
  } finally {
    await filled.end();
  }
}

/** Heap, index and arrays of a day of messages, over the hourly rows that it comes to. */
async function bytesPerRow({ db }: FilledDatabase, day: number): Promise<number> {
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '');
  const { rows } = await db.pool.query<{ bytes: number; rows: number }>(
    `SELECT pg_total_relation_size('analytics.message_pack_${date}')::float8 AS bytes,
            (SELECT count(*) FROM (
               SELECT DISTINCT guild_id, unnest(hours), unnest(channel_ids), unnest(user_ids)
                 FROM analytics.message_pack_${date}) AS cell)::float8 AS rows`,
  );
  return rounded((rows[0]?.bytes ?? 0) / (rows[0]?.rows ?? 0), 1);
}

/** Somebody of the big guild who wrote on most days. */
async function eraseSomebody({ db, world }: FilledDatabase): Promise<number> {
  const { rows } = await db.pool.query<{ user_id: string }>(
    `SELECT user_id FROM analytics.messages_of($1, $2, $3) GROUP BY 1 ORDER BY sum(messages) DESC, 1 LIMIT 1`,
    [world.big.id, (world.today - 3) * 24, world.today * 24],
  );
  const started = performance.now();
  const erased = await erasePerson(db, { personId: rows[0]?.user_id ?? '' });
  if (erased < 100) throw new Error(`only ${erased} cells of a person were erased`);
  return (performance.now() - started) / 1_000;
}

interface End {
  ms: number;
  walMb: number;
}

async function endDays({ db, world }: FilledDatabase, say: (line: string) => void) {
  // Whatever else the server writes is not the day's.
  await db.pool.query('ALTER SYSTEM SET autovacuum = off');
  await db.pool.query('SELECT pg_reload_conf()');
  const drop = (daysOn: number) =>
    measured(async () => {
      const dropped = await dropExpiredPartitions(db, world.nowMs + daysOn * DAY_MS, ACTIVITY_KEPT_DAYS);
      if (dropped.length < 2) throw new Error(`only ${dropped.join(', ')} was dropped`);
    });
  const measured = async (work: () => Promise<unknown>): Promise<End> => {
    await db.pool.query('CHECKPOINT');
    const lsn = async () => {
      const { rows } = await db.pool.query<{ bytes: number }>(
        `SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 AS bytes`,
      );
      return rows[0]?.bytes ?? 0;
    };
    const before = await lsn();
    const started = performance.now();
    await work();
    const ms = performance.now() - started;
    return { ms, walMb: ((await lsn()) - before) / 1e6 };
  };
  const deleted = await measured(() =>
    db.pool.query('DELETE FROM analytics.message_pack WHERE day = $1', [world.today - 1]),
  );
  say(`DELETE of a day: ${deleted.ms.toFixed(0)} ms, ${deleted.walMb.toFixed(1)} MB of WAL`);
  const dropped: End[] = [];
  for (let day = 0; day < DROPPED_DAYS; day++) dropped.push(await drop(day));
  for (const end of dropped) say(`DROP of a day: ${end.ms.toFixed(1)} ms, ${end.walMb.toFixed(3)} MB of WAL`);
  return { deleted, dropped };
}
