import { createGuildSlots, MessageTable } from '#bot/collector/message-table.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import type { LoadedCounts } from '../load-counts.server.ts';

/** What one person did in one channel and hour; voice is counted as active time. */
export interface Cell {
  guildId: string;
  channelId: string;
  userId: string;
  hour: number;
  messages: number;
  activeMs: number;
}

/** Cells in the order in which `cellsOf` reads them, the same for the same wish. A third of them with voice. */
export function someCells(of: {
  guildIds: readonly string[];
  fromDay: number;
  days: number;
  /** In each guild, at most. */
  each: number;
  seed?: number;
}): Cell[] {
  let state = of.seed ?? 1;
  const pick = (count: number) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * count);
  };
  const cells = new Map<string, Cell>();
  for (const guildId of of.guildIds)
    for (let n = 0; n < of.each; n++) {
      const hour = of.fromDay * 24 + pick(of.days * 24);
      const channelId = String(50 + pick(6));
      const userId = String(1_000_000_000_000_000_000n + BigInt(pick(12)));
      const hasVoice = pick(3) === 0;
      const activeMs = hasVoice ? 1 + pick(60_000) : 0;
      const messages = hasVoice && pick(2) === 0 ? 0 : 1 + pick(9);
      cells.set(`${guildId}/${hour}/${channelId}/${userId}`, { guildId, channelId, userId, hour, messages, activeMs });
    }
  return [...cells.values()].sort(byKey);
}

function byKey(a: Cell, b: Cell): number {
  const compare = (x: string, y: string) => (BigInt(x) < BigInt(y) ? -1 : BigInt(x) > BigInt(y) ? 1 : 0);
  return (
    compare(a.guildId, b.guildId) || a.hour - b.hour || compare(a.channelId, b.channelId) || compare(a.userId, b.userId)
  );
}

/** The cells as the collector hands them over. */
export function countsOf(cells: readonly Cell[]): LoadedCounts {
  const messages = new MessageTable();
  const slots = new Map<string, ReturnType<typeof createGuildSlots>>();
  for (const cell of cells) {
    const guild = slots.get(cell.guildId) ?? createGuildSlots(cell.guildId);
    slots.set(cell.guildId, guild);
    const user = BigInt(cell.userId);
    for (let n = 0; n < cell.messages; n++)
      messages.add(guild, cell.channelId, Number(user >> 32n), Number(user & 0xffffffffn), cell.hour * HOUR_MS);
  }
  const voice = cells
    .filter((cell) => cell.activeMs > 0)
    .map(({ messages: _, ...cell }) => ({ ...cell, mutedMs: 0, deafenedMs: 0, aloneMs: 0 }));
  return { messages, voice, threads: [], memberships: [], peaks: [], gaps: [], spans: [], invited: [], readings: [] };
}

/** What readers of the hourly rows see, cell by cell. */
export async function cellsOf(
  { pool }: WholeDatabase,
  guildIds: readonly string[],
  fromHour: number,
  toHour: number,
): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const guildId of guildIds) {
    const { rows } = await pool.query<{
      channel_id: string;
      user_id: string;
      hour: number;
      messages: number;
      active_ms: number;
    }>(
      `SELECT channel_id, user_id, hour, sum(messages)::int4 AS messages, sum(active_ms)::int4 AS active_ms FROM (
         SELECT channel_id, user_id, hour, messages, 0 AS active_ms FROM analytics.messages_of($1, $2, $3)
         UNION ALL
         SELECT channel_id, user_id, hour, 0, active_ms FROM analytics.voice_of($1, $2, $3)
       ) AS part GROUP BY 1, 2, 3 ORDER BY hour, channel_id, user_id`,
      [guildId, fromHour, toHour],
    );
    for (const row of rows)
      cells.push({
        guildId,
        channelId: row.channel_id,
        userId: row.user_id,
        hour: row.hour,
        messages: row.messages,
        activeMs: row.active_ms,
      });
  }
  return cells;
}
