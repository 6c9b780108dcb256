import type pg from 'pg';
import { notErased } from '#core/privacy/erasure-gate.server.ts';
import type { MessageRows } from '../count-batch.server.ts';
import { int4Array, int8Array, int8ArrayOfHalves } from './binary-array.server.ts';
import { oldestMs } from './oldest-ms.ts';
import { ROW_CELLS } from './partitions.ts';

const ERASED = notErased({
  person: 'cell.user_id',
  guild: 'cell.guild_id',
  atMs: 'cell.hour * 3600000::int8',
  oldestMs: '$7',
});

/**
 * Adds message counts, but not those of people who object or were erased: of each guild and UTC day one row more. Nothing that is there is
 * looked up or changed, which is what makes it cheap (docs/decisions/0019).
 */
export async function addMessages(client: pg.ClientBase, messages: MessageRows): Promise<void> {
  for (const chunk of messages.chunks(ROW_CELLS)) {
    await client.query(
      `INSERT INTO analytics.message_pack (guild_id, day, hours, channel_ids, user_ids, messages)
       SELECT guild_id, hour / 24, array_agg(hour), array_agg(channel_id), array_agg(user_id), array_agg(messages)
         FROM (SELECT ($1::bigint[])[k.slot] AS guild_id, ($2::bigint[])[k.slot] AS channel_id, ($3::int[])[k.slot] AS hour,
                      k.user_id, k.messages
                 FROM unnest($4::int[], $5::bigint[], $6::int[]) AS k(slot, user_id, messages)) AS cell
        WHERE NOT EXISTS (SELECT 1 FROM analytics.objection o
                           WHERE o.user_id = cell.user_id AND (o.guild_id = 0 OR o.guild_id = cell.guild_id))
          AND ${ERASED}
        GROUP BY guild_id, hour / 24`,
      [
        int8Array(chunk.slots.map((slot) => slot.guildId)),
        int8Array(chunk.slots.map((slot) => slot.channelId)),
        int4Array(chunk.slots.map((slot) => slot.hour)),
        int4Array(chunk.slot.map((slot) => slot + 1)),
        int8ArrayOfHalves(chunk.userHigh, chunk.userLow),
        int4Array(chunk.messages),
        oldestMs(chunk.slots),
      ],
    );
  }
}
