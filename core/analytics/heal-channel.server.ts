import type pg from 'pg';
import { sendNews } from '#core/platform/bus.server.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { type DiscordHistory, type HistoryMessage, PAGE } from '#core/platform/discord-history.server.ts';
import { inTransaction } from '#core/platform/in-transaction.server.ts';
import { snowflakeMs } from '#core/platform/snowflake.ts';
import { PASS_GATE } from '#core/privacy/erasure-gate.server.ts';
import { type ChannelState, gapStateOf, HEALED_WITHIN_MS, type IdRange, readPage } from './healing.ts';
import { addMessages } from './internal/add-messages.server.ts';
import { finishGap, markDue } from './internal/finish-gap.server.ts';
import { HistoryRows } from './internal/history-rows.ts';
import { isCountedMessage } from './rules.ts';

/** One channel of a gap, and how far it is read. */
export interface OpenChannel extends IdRange {
  gapId: string;
  guildId: string;
  channelId: string;
  doneId: bigint;
}

/** Channels that wait to be read, by guild, those of the oldest gaps first. */
export async function listOpenChannels(db: Database): Promise<Map<string, OpenChannel[]>> {
  const { rows } = await db
    .for('count-activity', 'respect-objection')
    .pool.query<Record<'gap_id' | 'guild_id' | 'channel_id' | 'from_id' | 'to_id' | 'done_id', string>>(
      `SELECT c.gap_id, c.guild_id, c.channel_id, c.from_id, c.to_id, c.done_id
       FROM analytics.channel_healing c JOIN analytics.gap_healing h USING (gap_id, guild_id)
      WHERE h.state = 'healing' AND c.state = 'open' ORDER BY c.gap_id, c.guild_id, c.channel_id`,
    );
  const byGuild = new Map<string, OpenChannel[]>();
  for (const row of rows) {
    const channels = byGuild.get(row.guild_id) ?? [];
    byGuild.set(row.guild_id, channels);
    channels.push({
      gapId: row.gap_id,
      guildId: row.guild_id,
      channelId: row.channel_id,
      fromId: BigInt(row.from_id),
      toId: BigInt(row.to_id),
      doneId: BigInt(row.done_id),
    });
  }
  return byGuild;
}

/**
 * Reads the next page of a channel's history and counts it: counts and how far they go become durable together, so that
 * a page is counted once wherever this process ends and whoever else reads the same page.
 * @returns the channel as far as it is read now; null where nothing is left to read of it
 * @throws AppError 'discord_unavailable' where nothing was read; or the database's, where nobody knows: read it anew
 */
export async function healChannel(
  { db, discord, clock }: { db: Database; discord: DiscordHistory; clock: Clock },
  channel: OpenChannel,
): Promise<OpenChannel | null> {
  const isTooOld = snowflakeMs(channel.fromId) < clock.now() - HEALED_WITHIN_MS;
  const page = isTooOld
    ? null
    : await discord.messagesAfter(channel.guildId, channel.channelId, channel.doneId.toString());
  const read = page === null ? null : readPage(page, channel, PAGE);
  return inTransaction(db.for('count-activity', 'respect-objection'), async (client) => {
    if (!(await isStillHere(client, channel))) return null;
    const mayCount = read !== null && (await isCountedNow(client, channel.guildId));
    if (mayCount) await count(client, channel, read.messages.filter(isCountedMessage));
    const state: ChannelState = !mayCount ? 'not_possible' : read.isLast ? 'done' : 'open';
    const doneId = mayCount ? read.doneId : channel.doneId;
    await client.query(
      `UPDATE analytics.channel_healing SET done_id = $5, state = $6, reason = $7, updated_at = now()
        WHERE gap_id = $1 AND guild_id = $2 AND channel_id = $3 AND from_id = $4`,
      [
        ...keyOf(channel),
        doneId,
        state,
        mayCount ? null : isTooOld ? 'too-old' : read === null ? 'no-access' : 'not-counted',
      ],
    );
    if (state === 'open') return { ...channel, doneId };
    await settleGap(client, channel);
    return null;
  });
}

const keyOf = (channel: OpenChannel) => [channel.gapId, channel.guildId, channel.channelId, channel.fromId];

/** Locks the channel's row, behind that of its gap: the last two channels of a gap must not both think they are not. */
async function isStillHere(client: pg.ClientBase, channel: OpenChannel): Promise<boolean> {
  await client.query('SELECT 1 FROM analytics.gap_healing WHERE gap_id = $1 AND guild_id = $2 FOR UPDATE', [
    channel.gapId,
    channel.guildId,
  ]);
  const { rows } = await client.query<{ done_id: string; state: ChannelState }>(
    `SELECT done_id, state FROM analytics.channel_healing
      WHERE gap_id = $1 AND guild_id = $2 AND channel_id = $3 AND from_id = $4 FOR UPDATE`,
    keyOf(channel),
  );
  return rows[0]?.state === 'open' && BigInt(rows[0].done_id) === channel.doneId;
}

/** A guild that lost its entitlement meanwhile is not counted any more, not afterwards either. */
async function isCountedNow(client: pg.ClientBase, guildId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'SELECT 1 FROM analytics.counting_span WHERE guild_id = $1 AND to_ms IS NULL LIMIT 1',
    [guildId],
  );
  return rowCount === 1;
}

async function count(client: pg.ClientBase, channel: OpenChannel, messages: readonly HistoryMessage[]): Promise<void> {
  await client.query(PASS_GATE);
  const { rows } = await client.query<{ id: string }>(
    `SELECT counted.id FROM analytics.coverage_gap g, unnest(g.counted_ids) AS counted(id)
      WHERE g.id = $1 AND counted.id = ANY($2::bigint[])`,
    [channel.gapId, messages.map((message) => message.id)],
  );
  const counted = new Set(rows.map((row) => row.id));
  const added = messages.filter((message) => !counted.has(message.id));
  if (added.length === 0) return;
  const rowsToAdd = new HistoryRows(channel, added);
  const hours = [...rowsToAdd.hours];
  const days = [...new Set(hours.map((hour) => Math.floor(hour / 24)))].sort((a, b) => a - b);
  await client.query('SELECT analytics.ensure_day(day) FROM unnest($1::int[]) AS day', [days]);
  await addMessages(client, rowsToAdd);
  await markDue(client, channel.guildId, hours);
  await client.query(
    `UPDATE analytics.channel_healing SET messages = messages + $5
      WHERE gap_id = $1 AND guild_id = $2 AND channel_id = $3 AND from_id = $4`,
    [...keyOf(channel), added.length],
  );
  await sendNews(client, { type: 'counted', clusterId: null, guildIds: [channel.guildId] });
}

async function settleGap(client: pg.ClientBase, channel: OpenChannel): Promise<void> {
  const { gapId, guildId } = channel;
  const { rows } = await client.query<{ state: ChannelState }>(
    'SELECT DISTINCT state FROM analytics.channel_healing WHERE gap_id = $1 AND guild_id = $2',
    [gapId, guildId],
  );
  const state = gapStateOf(rows.map((row) => row.state));
  if (state === 'healing') return;
  const gap = await client.query<{ from_ms: number; to_ms: number }>(
    'SELECT from_ms::float8, to_ms::float8 FROM analytics.coverage_gap WHERE id = $1',
    [gapId],
  );
  const { from_ms: fromMs = 0, to_ms: toMs = 0 } = gap.rows[0] ?? {};
  await finishGap(client, { gapId, guildId, fromMs, toMs }, state, state === 'healed' ? null : 'no-access');
}
