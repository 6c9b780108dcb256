import type pg from 'pg';
import { hourOf } from '#core/platform/snowflake.ts';
import type { CountBatch } from '../count-batch.server.ts';
import { int4Array, int8Array } from './binary-array.server.ts';

/** Slots that are looked through at a time. */
const CHUNK_ROWS = 10_000;

/**
 * Notes the guilds and hours of a batch that lie before the hour its shards have come to: the totals of such an hour may
 * have been made already, and are made again.
 */
export async function noteRollUpDue(client: pg.ClientBase, batch: CountBatch): Promise<void> {
  const nowHour = Math.max(0, ...batch.shards.map((shard) => hourOf(shard.observedMs ?? 0)));
  const due = new Map<string, { guildId: string; hour: number }>();
  const note = ({ guildId, hour }: { guildId: string; hour: number }) => {
    if (hour < nowHour) due.set(`${guildId}/${hour}`, { guildId, hour });
  };
  for (const row of [...batch.voice, ...batch.peaks]) note(row);
  for (const { guildId, events } of batch.memberships)
    for (const event of events) note({ guildId, hour: hourOf(event.atMs) });
  if ([...batch.messages.hours].some((hour) => hour < nowHour))
    for (const { slots } of batch.messages.chunks(CHUNK_ROWS)) for (const slot of slots) note(slot);
  if (due.size === 0) return;
  const rows = [...due.values()];
  await client.query(
    `INSERT INTO analytics.roll_up_due (guild_id, hour)
     SELECT * FROM unnest($1::bigint[], $2::int[]) AS d(guild_id, hour) ORDER BY 1, 2
     ON CONFLICT (guild_id, hour) DO NOTHING`,
    [int8Array(rows.map((row) => row.guildId)), int4Array(rows.map((row) => row.hour))],
  );
}
