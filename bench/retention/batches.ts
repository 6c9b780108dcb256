import { createGuildSlots, MessageTable } from '#bot/collector/message-table.ts';
import type { CountBatch } from '#core/analytics/count-batch.server.ts';
import type { ShardLease } from '#core/gateway/take-shards.server.ts';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import type { FilledDatabase } from '../scale/filled-database.ts';

/** What a cluster counted between two flushes. */
export interface Draft {
  hour: number;
  messages: MessageTable;
}

/** The messages of a query (flush, hour, guild_id, channel_id, user_id), counted in memory flush by flush, in order. */
export async function draftsOf({ db, world }: FilledDatabase, query: string): Promise<Draft[]> {
  const { rows } = await db.pool.query<[number, number, string, string, string]>({
    text: `${query} ORDER BY flush`,
    rowMode: 'array',
  });
  const guilds = new Map(world.guilds.map(({ id }) => [id, createGuildSlots(id)]));
  const drafts: Draft[] = [];
  let last: number | undefined;
  let messages = new MessageTable();
  for (const [flush, hour, guildId, channelId, userId] of rows) {
    if (flush !== last) {
      messages = new MessageTable();
      drafts.push({ hour, messages });
      last = flush;
    }
    const guild = guilds.get(guildId);
    const user = BigInt(userId);
    if (guild) messages.add(guild, channelId, Number(user >> 32n), Number(user & 0xffffffffn), hour * HOUR_MS);
  }
  return drafts;
}

export function batchOf(lease: ShardLease, number: number, messages: MessageTable, observedMs: number): CountBatch {
  return {
    number,
    shardCount: 1,
    clusterId: 0,
    shards: [
      {
        shardId: 0,
        epoch: lease.epoch,
        sessionId: 'bench',
        resumeGatewayUrl: 'wss://bench.invalid',
        sequence: number,
        observedMs,
        recentIds: [],
      },
    ],
    messages,
    voice: [],
    voiceSessions: { ended: [], current: [] },
    threads: [],
    memberships: [],
    invites: [],
    peaks: [],
    guilds: [],
    rosters: [],
    gaps: { closed: [], opened: [] },
    spans: { closed: [], opened: [] },
  };
}
