import type pg from 'pg';
import type { MessageRows } from '../count-batch.server.ts';
import { int4Array, int8Array, int8ArrayOfHalves } from './binary-array.server.ts';

/** Larger statements are no faster and hold memory longer. */
const CHUNK_ROWS = 10_000;

/** Adds message counts, but not those of people who object. In the order of the primary key: pages are then hit in order. */
export async function addMessages(client: pg.ClientBase, messages: MessageRows): Promise<void> {
  for (const chunk of messages.chunks(CHUNK_ROWS)) {
    await client.query(
      `INSERT INTO analytics.message_hour AS old (guild_id, channel_id, user_id, hour, messages)
       SELECT ($1::bigint[])[k.slot], ($2::bigint[])[k.slot], k.user_id, ($3::int[])[k.slot], k.messages
         FROM unnest($4::int[], $5::bigint[], $6::int[]) AS k(slot, user_id, messages)
        WHERE NOT EXISTS (SELECT 1 FROM analytics.objection o
                           WHERE o.user_id = k.user_id AND (o.guild_id = 0 OR o.guild_id = ($1::bigint[])[k.slot]))
        ORDER BY k.slot, k.user_id
       ON CONFLICT (guild_id, hour, channel_id, user_id) DO UPDATE SET messages = old.messages + excluded.messages`,
      [
        int8Array(chunk.slots.map((slot) => slot.guildId)),
        int8Array(chunk.slots.map((slot) => slot.channelId)),
        int4Array(chunk.slots.map((slot) => slot.hour)),
        int4Array(chunk.slot.map((slot) => slot + 1)),
        int8ArrayOfHalves(chunk.userHigh, chunk.userLow),
        int4Array(chunk.messages),
      ],
    );
  }
}
