import { ACTIVITY_KEPT_DAYS, dropExpiredPartitions } from '#core/analytics/keep-partitions.server.ts';
import { type LoadedReading, loadCounts } from '#core/analytics/load-counts.server.ts';
import { sweepHourTotals, sweepMemberships } from '#core/analytics/sweep-ended.server.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { invitesAfter, invitesBefore } from './invites-of-day.ts';
import { type Hole, type PastDay, readAbout, readDays } from './read-past.ts';
import { rowsOfDays } from './rows-of-days.ts';

const DAY_MS = 86_400_000;

export interface PastWish {
  /** The control API's /past of a simulated Discord. */
  url: string;
  guildIds: readonly string[];
  /** Makes the totals that are due when a day is over: what the worker does, with `nowMs` for its clock. */
  closeDay: (nowMs: number) => Promise<unknown>;
  onDay?: (done: number, of: number) => void;
}

export interface LoadedPast {
  /** Whole ones. */
  days: number;
  messageRows: number;
  voiceRows: number;
}

/**
 * Lives through the past day by day, oldest first, as if the instance had counted it: each day's rows, then its totals,
 * then the end of what is 30 days old. Begins by clearing the schema, so a run that was cut off is no matter; for a
 * database that no cluster ever counted into.
 * @returns null where the world has no past
 */
export async function loadPast(
  db: WholeDatabase,
  { url, guildIds, closeDay, onDay }: PastWish,
): Promise<LoadedPast | null> {
  const { fromMs, toMs, fromDay, toDay } = await readAbout(url);
  if (fromMs >= toMs || guildIds.length === 0) return null;
  await clearCounts(db);
  await db.pool.query(
    `INSERT INTO guild (id, installed_at) SELECT id, to_timestamp($2 / 1000.0) FROM unnest($1::bigint[]) AS id
     ON CONFLICT (id) DO NOTHING`,
    [guildIds, fromMs],
  );
  const holes = new Map<string, Hole[]>();
  const loaded: LoadedPast = { days: 0, messageRows: 0, voiceRows: 0 };
  for await (const days of readDays(url, guildIds)) {
    const day = days[0]?.day ?? fromDay;
    for (const { guildId, holes: begun } of days) holes.set(guildId, [...(holes.get(guildId) ?? []), ...begun]);
    const nowMs = Math.min(toMs, (day + 1) * DAY_MS);
    const rows = rowsOfDays(days, nowMs, (guildId) => holes.get(guildId) ?? []);
    const isFirst = day === fromDay;
    const isLast = day === toDay;
    // From the end of the past until a cluster has its guilds, nobody looks: it closes this gap.
    const unseen = { shardId: 0, kind: 'all', fromMs: toMs, toMs: null, reason: 'restart' } as const;
    await loadCounts(db, {
      ...rows,
      gaps: [...rows.gaps, ...(isLast ? guildIds.map((guildId) => ({ guildId, countedIds: [], ...unseen })) : [])],
      readings: [...(isFirst ? days.map(readBefore) : []), ...(isLast ? days.map((one) => readAfter(one, toMs)) : [])],
      spans: isFirst ? guildIds.map((guildId) => ({ guildId, fromMs, toMs })) : [],
    });
    if (!isLast) loaded.days += 1;
    loaded.messageRows += rows.messages.size;
    loaded.voiceRows += rows.voice.length;
    await describeDay(db, day);
    await closeDay(nowMs);
    await dropExpiredPartitions(db, nowMs, ACTIVITY_KEPT_DAYS);
    await sweepMemberships(db, nowMs);
    onDay?.(loaded.days, toDay - fromDay);
  }
  // A span that is open asks for a cluster: only now there will be one.
  await db.pool.query('UPDATE analytics.counting_span SET to_ms = NULL');
  await sweepHourTotals(db, toMs);
  return loaded;
}

function readBefore(day: PastDay): LoadedReading {
  return { guildId: day.guildId, atMs: day.day * DAY_MS, invites: invitesBefore(day) };
}

function readAfter(day: PastDay, atMs: number): LoadedReading {
  return { guildId: day.guildId, atMs, invites: day.invites && invitesAfter(day.invites) };
}

/** Statistics of what was just written: without them the totals of a day are made a hundred times slower. */
async function describeDay({ pool }: WholeDatabase, day: number): Promise<void> {
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '');
  const { rows } = await pool.query<{ name: string }>(
    `SELECT format('analytics.%I', relname) AS name FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
      WHERE nspname = 'analytics' AND relname IN ('membership', 'message_pack_' || $1::text, 'voice_pack_' || $1::text)`,
    [date],
  );
  await pool.query(`ANALYZE ${rows.map((row) => row.name).join(', ')}`);
}

/** Empties every table of the counts, partitions and all. */
async function clearCounts({ pool }: WholeDatabase): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', nspname, relname) AS name FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
      WHERE nspname = 'analytics' AND relkind IN ('r', 'p') AND NOT relispartition`,
  );
  await pool.query(`TRUNCATE ${rows.map((row) => row.name).join(', ')}`);
}
