import type pg from 'pg';
import { copyRows } from './copy-rows.server.ts';
import type { Cells } from './count-day.ts';

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

const NONE = Buffer.alloc(0);

/**
 * Reads what people did in each of the guilds over their hours, each cell once.
 * @param onGuild called once for each, in any order
 */
export async function readCells<T extends GuildHours>(
  client: Client,
  wanted: readonly T[],
  onGuild: (of: T, cells: GuildCells) => void,
): Promise<void> {
  // Hours that stand in the statement let the planner leave all other days out.
  for (const group of byHours(wanted)) {
    const [first] = group;
    if (!first) continue;
    const of = new Map(group.map((one) => [one.guildId, one]));
    await copyRows(client, cellsOf(group, first), ([id, ...columns]) => {
      const guild = of.get(id?.readBigInt64BE().toString() ?? '');
      if (!guild) return;
      const [hours, channelIds, userIds, messages, ...voice] = columns.map((column) => column ?? NONE);
      const [voiceHours, voiceChannels, speakers, ...parts] = voice;
      onGuild(guild, {
        messages: {
          hours: hours ?? NONE,
          channelIds: channelIds ?? NONE,
          userIds: userIds ?? NONE,
          counts: [messages ?? NONE],
        },
        voice: {
          hours: voiceHours ?? NONE,
          channelIds: voiceChannels ?? NONE,
          userIds: speakers ?? NONE,
          counts: parts,
        },
      });
    });
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

const numbers = (send: 'int4send' | 'int8send', column: string) => `string_agg(${send}(${column}), '')`;

/** One row a guild. Bytes one behind the other are made and sent at less than half the cost of arrays. */
function cellsOf(guilds: readonly GuildHours[], { fromHour, toHour }: GuildHours): string {
  const hours = `${fromHour.toFixed(0)}, ${toHour.toFixed(0)}`;
  const keys = [numbers('int4send', 'hour'), numbers('int8send', 'channel_id'), numbers('int8send', 'user_id')];
  const counts = ['active_ms', 'muted_ms', 'deafened_ms', 'alone_ms'].map((column) => numbers('int4send', column));
  return `
    SELECT g.id, written.*, spoken.*
      FROM unnest(${int8List(guilds.map(({ guildId }) => guildId))}) AS g(id),
           LATERAL (SELECT ${[...keys, numbers('int4send', 'messages')].join(', ')}
                      FROM analytics.messages_of(g.id, ${hours}) AS cell) AS written,
           LATERAL (SELECT ${[...keys, ...counts].join(', ')}
                      FROM analytics.voice_of(g.id, ${hours}) AS cell) AS spoken`;
}

/** Ids as they may stand in a statement that takes no parameters. */
export function int8List(ids: readonly string[]): string {
  return `'{${ids.map((id) => BigInt(id).toString()).join(',')}}'::int8[]`;
}
