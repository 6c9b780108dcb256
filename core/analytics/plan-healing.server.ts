import { noteStructureRead } from '#core/guilds/note-structure-read.server.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { DiscordHistory } from '#core/platform/discord-history.server.ts';
import { inTransaction } from '#core/platform/in-transaction.server.ts';
import { hourOf } from '#core/platform/snowflake.ts';
import {
  type ChannelState,
  COUNTED_BEFORE_MS,
  gapStateOf,
  HEALED_WITHIN_MS,
  type HealingReason,
  type IdRange,
  idsOf,
  partsToHeal,
  SETTLED_MS,
  stateOfPlace,
} from './healing.ts';
import { finishGap } from './internal/finish-gap.server.ts';
import type { Interval } from './internal/intervals.ts';
import { type Places, readPlaces } from './internal/read-places.server.ts';
import { saveThreads } from './internal/save-threads.server.ts';
import type { GapState } from './rules.ts';

/** A gap in what is known of one guild's messages. */
export interface GuildGap extends Interval {
  gapId: string;
  guildId: string;
}

/** Guilds `s` that were counted in a closed gap `g` that ended before $1, and that nobody has planned for. */
const UNPLANNED = `
  s.from_ms < g.to_ms AND (s.to_ms IS NULL OR s.to_ms > g.from_ms)
  AND (s.guild_id = g.guild_id OR (g.guild_id IS NULL AND g.shard_id = (s.guild_id >> 22) % g.shard_count))
  AND g.kind = 'all' AND g.to_ms < $1
  AND NOT EXISTS (SELECT 1 FROM analytics.gap_healing h WHERE h.gap_id = g.id AND h.guild_id = s.guild_id)`;

/** Closed gaps of guilds that were counted in them, which nobody has looked at, oldest first. */
export async function listUnplannedGaps(db: Database, nowMs: number): Promise<GuildGap[]> {
  const { rows } = await db
    .for('count-activity')
    .pool.query<{ id: string; guild_id: string; from_ms: number; to_ms: number }>(
      `SELECT DISTINCT g.id, s.guild_id, g.from_ms::float8, g.to_ms::float8
       FROM analytics.coverage_gap g JOIN analytics.counting_span s ON ${UNPLANNED}
      ORDER BY 1, 2`,
      [nowMs - SETTLED_MS],
    );
  return rows.map((row) => ({ gapId: row.id, guildId: row.guild_id, fromMs: row.from_ms, toMs: row.to_ms }));
}

interface Circumstances {
  spans: Interval[];
  earlier: Interval[];
  isCountedNow: boolean;
}

/**
 * Decides what of a gap is read of one guild's history, and writes it down: from then on the gap is healing, or it is
 * said why it will not be.
 * @throws AppError 'discord_unavailable': nothing is written, ask again later
 */
export async function planHealing(
  { db, discord }: { db: Database; discord: DiscordHistory },
  gap: GuildGap,
  nowMs: number,
): Promise<void> {
  const known = await readCircumstances(db, gap);
  const parts = partsToHeal(gap, known.spans, known.earlier);
  if (parts.length === 0) return save(db, gap, 'healed', null, []);
  if (gap.fromMs < nowMs - HEALED_WITHIN_MS) return save(db, gap, 'not_possible', 'too-old', []);
  if (!known.isCountedNow) return save(db, gap, 'not_possible', 'not-counted', []);
  const read = { guildId: gap.guildId, what: 'channels', why: 'fill-gaps' } as const;
  await noteStructureRead({ db, clock: { now: () => nowMs } }, read);
  const found = await readPlaces(discord, gap.guildId, gap.fromMs);
  if (found === null) return save(db, gap, 'not_possible', 'no-access', []);
  const countedBefore = await readCountedBefore(db, gap);
  const channels = parts.map(idsOf).flatMap((range) => channelsOf(found, countedBefore, range));
  const state = gapStateOf(channels.map((channel) => channel.state));
  await save(db, gap, state, state === 'healed' || state === 'healing' ? null : 'no-access', channels, found.threads);
}

async function readCircumstances(db: Database, gap: GuildGap): Promise<Circumstances> {
  const spans = await db.for('count-activity').pool.query<{ from_ms: number; to_ms: number | null }>(
    `SELECT from_ms::float8, to_ms::float8 FROM analytics.counting_span
      WHERE guild_id = $1 AND (to_ms IS NULL OR to_ms > $2)`,
    [gap.guildId, gap.fromMs],
  );
  const earlier = await db.for('count-activity').pool.query<{ from_ms: number; to_ms: number | null }>(
    `SELECT from_ms::float8, to_ms::float8 FROM analytics.coverage_gap
      WHERE kind = 'all' AND id < $2 AND from_ms < $4 AND (to_ms IS NULL OR to_ms > $3)
        AND (guild_id = $1 OR (guild_id IS NULL AND shard_id = ($1::int8 >> 22) % shard_count))`,
    [gap.guildId, gap.gapId, gap.fromMs, gap.toMs],
  );
  const interval = (row: { from_ms: number; to_ms: number | null }) => ({
    fromMs: row.from_ms,
    toMs: row.to_ms ?? Number.POSITIVE_INFINITY,
  });
  return {
    spans: spans.rows.map(interval),
    earlier: earlier.rows.map(interval),
    isCountedNow: spans.rows.some((span) => span.to_ms === null),
  };
}

async function readCountedBefore(db: Database, gap: GuildGap): Promise<Set<string>> {
  const { rows } = await db
    .for('count-activity', 'respect-objection')
    .pool.query<{ channel_id: string }>('SELECT DISTINCT channel_id FROM analytics.messages_of($1, $2, $3)', [
      gap.guildId,
      hourOf(gap.fromMs - COUNTED_BEFORE_MS),
      hourOf(gap.fromMs) + 1,
    ]);
  return new Set(rows.map((row) => row.channel_id));
}

interface PlannedChannel extends IdRange {
  channelId: string;
  state: ChannelState;
}

/** What was counted lately and is no place any more is asked for all the same: Discord says whether it is gone. */
function channelsOf({ places }: Places, countedBefore: ReadonlySet<string>, range: IdRange): PlannedChannel[] {
  const listed = new Set(places.map((place) => place.id));
  const planned = places.flatMap((place) => {
    const state = stateOfPlace(place, range, countedBefore.has(place.id));
    return state === null ? [] : [{ channelId: place.id, state, ...range }];
  });
  const missing = [...countedBefore].filter((channelId) => !listed.has(channelId));
  return [...planned, ...missing.map((channelId) => ({ channelId, state: 'open' as const, ...range }))];
}

/** Nothing where another worker planned it meanwhile. */
async function save(
  db: Database,
  gap: GuildGap,
  state: GapState,
  reason: HealingReason | null,
  channels: readonly PlannedChannel[],
  threads: Places['threads'] = [],
): Promise<void> {
  await inTransaction(db.for('count-activity', 'respect-objection'), async (client) => {
    const { rowCount } = await client.query(
      `INSERT INTO analytics.gap_healing (gap_id, guild_id, state, reason) VALUES ($1, $2, 'healing', $3)
       ON CONFLICT DO NOTHING`,
      [gap.gapId, gap.guildId, reason],
    );
    if (rowCount === 0) return;
    await saveThreads(client, threads);
    await client.query(
      `INSERT INTO analytics.channel_healing (gap_id, guild_id, channel_id, from_id, to_id, done_id, state, reason)
       SELECT $1, $2, channel_id, from_id, to_id, CASE state WHEN 'done' THEN to_id - 1 ELSE from_id - 1 END, state,
              CASE state WHEN 'not_possible' THEN 'no-access' END
         FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::text[]) AS c(channel_id, from_id, to_id, state)`,
      [
        gap.gapId,
        gap.guildId,
        channels.map((channel) => channel.channelId),
        channels.map((channel) => channel.fromId),
        channels.map((channel) => channel.toId),
        channels.map((channel) => channel.state),
      ],
    );
    if (state !== 'healing') await finishGap(client, gap, state, reason);
  });
}

const DAY_MS = 86_400_000;

/** Nothing older can be healed: what is left of it then is given up. */
const GIVEN_UP_MS = 31 * DAY_MS;

/**
 * Forgets message ids and progress of gaps that were finished a day ago: nothing needs them any more. A gap that nobody
 * finished is given up when Discord's history of it would be counted for days that are gone.
 */
export async function sweepHealing(db: Database, nowMs: number): Promise<void> {
  const finishedMs = nowMs - DAY_MS;
  await db.for('count-activity').pool.query(
    `UPDATE analytics.gap_healing SET state = 'not_possible', reason = 'too-old'
      WHERE state = 'healing' AND updated_at <= to_timestamp($1::float8 / 1000)`,
    [nowMs - GIVEN_UP_MS],
  );
  await db.for('count-activity').pool.query(
    `DELETE FROM analytics.channel_healing c USING analytics.gap_healing h
      WHERE h.gap_id = c.gap_id AND h.guild_id = c.guild_id AND h.state <> 'healing'
        AND h.updated_at <= to_timestamp($1::float8 / 1000)`,
    [finishedMs],
  );
  await db
    .for('count-activity')
    .pool.query('DELETE FROM analytics.channel_healing WHERE updated_at <= to_timestamp($1::float8 / 1000)', [
      nowMs - GIVEN_UP_MS,
    ]);
  await db.for('count-activity').pool.query(
    `UPDATE analytics.coverage_gap g SET counted_ids = '{}'
      WHERE cardinality(g.counted_ids) > 0 AND g.to_ms <= $1
        AND (g.to_ms <= $2
             OR (NOT EXISTS (SELECT 1 FROM analytics.gap_healing h WHERE h.gap_id = g.id AND h.state = 'healing')
                 AND NOT EXISTS (SELECT 1 FROM analytics.counting_span s WHERE ${UNPLANNED})))`,
    [finishedMs, nowMs - GIVEN_UP_MS],
  );
}
