import type pg from 'pg';
import { type Cells, TakenCells } from './cells.ts';
import { copyRows } from './copy-rows.server.ts';
import { packs } from './partitions.ts';
import { notRestricted, readRestricted } from './restricted.server.ts';

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
 * Reads what people did in each of the guilds over their hours, each cell once, but those of people that may not be used.
 * @param onGuild called once for each, in any order. Its cells are good until it returns.
 */
export async function readCells<T extends GuildHours>(
  client: Client,
  wanted: readonly T[],
  onGuild: (of: T, cells: GuildCells) => void,
): Promise<void> {
  const restricted = await readRestricted(
    client,
    wanted.map(({ guildId }) => guildId),
  );
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
    await copyRows(
      client,
      rowsOf(group, first, [...new Set([...restricted.values()].flat())]),
      ([id, written, hours, channelIds, userIds, ...counts]) => {
        const guildId = id?.readBigInt64BE().toString() ?? '';
        if (guildId !== current?.guildId) {
          tell();
          current = left.get(guildId);
          left.delete(guildId);
        }
        if (written) messages.take([hours ?? null, channelIds ?? null, userIds ?? null, written], first);
        else voice.take([hours ?? null, channelIds ?? null, userIds ?? null, ...counts], first);
      },
    );
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

const CELL = ['hours', 'channel_ids', 'user_ids'] as const;
const NONE = 'NULL::int4[]';

/**
 * The rows as they lie there, each guild's together. To make bytes of their cells in Postgres takes three times as long: it
 * does so where a row has cells of somebody that may not be used.
 */
function rowsOf(
  guilds: readonly GuildHours[],
  { fromHour, toHour }: GuildHours,
  restricted: readonly string[],
): string {
  const days = `day BETWEEN ${Math.floor(fromHour / 24).toFixed(0)} AND ${Math.floor((toHour - 1) / 24).toFixed(0)}`;
  const where = `WHERE guild_id = ANY(${int8List(guilds.map(({ guildId }) => guildId))}) AND ${days}`;
  const rows = packs.map(({ table, counts }) => {
    const columns = [...CELL, ...counts];
    // Where there is a number of messages, the row is of messages.
    const told = (of: string) => {
      const [cell, own] = [CELL.map((column) => `${of}.${column}`), counts.map((column) => `${of}.${column}`)];
      return table === 'message_pack' ? [...own, ...cell, ...Array(4).fill(NONE)] : [NONE, ...cell, ...own];
    };
    const whole = `SELECT p.guild_id, ${told('p').join(', ')} FROM analytics.${table} p ${where}`;
    if (restricted.length === 0) return whole;
    const has = `p.user_ids && ${int8List(restricted)}`;
    const usable = `
      SELECT ${columns.map((column) => `array_agg(u.${column} ORDER BY place) AS ${column}`).join(', ')}
        FROM unnest(${columns.map((column) => `p.${column}`).join(', ')}) WITH ORDINALITY AS u(${columns.join(', ')}, place)
       WHERE ${notRestricted({ person: 'u.user_ids', guild: 'p.guild_id' })}`;
    return `${whole} AND NOT ${has}
    UNION ALL
    SELECT p.guild_id, ${told('c').join(', ')} FROM analytics.${table} p, LATERAL (${usable}) AS c ${where} AND ${has}`;
  });
  return `${rows.join('\n    UNION ALL\n')}
    ORDER BY 1`;
}

/** Numbers as they may stand in a statement that takes no parameters. */
export function int8List(ids: readonly string[]): string {
  return `'{${ids.map((id) => BigInt(id).toString()).join(',')}}'::int8[]`;
}

export function int4List(values: readonly number[]): string {
  return `'{${values.map((value) => value.toFixed(0)).join(',')}}'::int4[]`;
}
