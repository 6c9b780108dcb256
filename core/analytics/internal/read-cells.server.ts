import type pg from 'pg';
import { type Cells, TakenCells } from './cells.ts';
import { copyRows } from './copy-rows.server.ts';

type Client = Pick<pg.ClientBase, 'query'>;

/** A guild from one UTC hour to another. */
export interface GuildHours {
  guildId: string;
  fromHour: number;
  toHour: number;
}

export interface GuildCells {
  messages: Cells;
  voice: Cells;
}

/**
 * Reads what people did in each of the guilds over their hours, each cell once.
 * @param onGuild called once for each, in any order. Its cells are good until it returns.
 */
export async function readCells<T extends GuildHours>(
  client: Client,
  wanted: readonly T[],
  onGuild: (of: T, cells: GuildCells) => void,
): Promise<void> {
  const messages = new TakenCells(1);
  const voice = new TakenCells(4);
  // Hours that stand in the statement let the planner leave all other days out.
  for (const group of byHours(wanted)) {
    const [first] = group;
    if (!first) continue;
    const left = new Map(group.map((one) => [one.guildId, one]));
    let current: T | undefined;
    const tell = () => {
      if (current) onGuild(current, { messages, voice });
      messages.clear();
      voice.clear();
    };
    await copyRows(client, rowsOf(group, first), ([id, written, hours, channelIds, userIds, ...counts]) => {
      const guildId = id?.readBigInt64BE().toString() ?? '';
      if (guildId !== current?.guildId) {
        tell();
        current = left.get(guildId);
        left.delete(guildId);
      }
      if (written) messages.take([hours ?? null, channelIds ?? null, userIds ?? null, written], first);
      else voice.take([hours ?? null, channelIds ?? null, userIds ?? null, ...counts], first);
    });
    tell();
    for (const none of left.values()) onGuild(none, { messages, voice });
  }
}

function byHours<T extends GuildHours>(wanted: readonly T[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of wanted) {
    const key = `${one.fromHour} ${one.toHour}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

/** The rows as they lie there, each guild's together. To make bytes of their cells in Postgres takes three times as long. */
function rowsOf(guilds: readonly GuildHours[], { fromHour, toHour }: GuildHours): string {
  const days = `day BETWEEN ${Math.floor(fromHour / 24).toFixed(0)} AND ${Math.floor((toHour - 1) / 24).toFixed(0)}`;
  const where = `WHERE guild_id = ANY(${int8List(guilds.map(({ guildId }) => guildId))}) AND ${days}`;
  return `
    SELECT guild_id, messages, hours, channel_ids, user_ids, NULL::int4[], NULL::int4[], NULL::int4[], NULL::int4[]
      FROM analytics.message_pack ${where}
    UNION ALL
    SELECT guild_id, NULL, hours, channel_ids, user_ids, active_ms, muted_ms, deafened_ms, alone_ms
      FROM analytics.voice_pack ${where}
    ORDER BY 1`;
}

/** Numbers as they may stand in a statement that takes no parameters. */
export function int8List(ids: readonly string[]): string {
  return `'{${ids.map((id) => BigInt(id).toString()).join(',')}}'::int8[]`;
}

export function int4List(values: readonly number[]): string {
  return `'{${values.map((value) => value.toFixed(0)).join(',')}}'::int4[]`;
}
