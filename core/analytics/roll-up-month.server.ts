import type pg from 'pg';
import { observedOf } from './internal/observed-of.server.ts';
import { ACTIVE_VOICE_MS } from './rules.ts';

/**
 * Counts the different people who were active in the 30 UTC days that end with `day` (days since 1970), which is over.
 * It is days of UTC, because a row that names a person goes when its thirtieth UTC day is over: nothing later could
 * count them.
 * @param heldFromHour the first UTC hour whose rows are held: 30 days that begin before it stay as they were counted.
 */
export async function rollUpMonth(
  client: Pick<pg.ClientBase, 'query'>,
  { guildId, day }: { guildId: string; day: number },
  heldFromHour: number,
): Promise<void> {
  const fromHour = (day - 29) * 24;
  const toHour = (day + 1) * 24;
  if (fromHour < heldFromHour) return;
  const observed = await observedOf(client, guildId, fromHour, toHour);
  if (observed.messages === 0 && observed.voice === 0) return;
  await client.query(
    `INSERT INTO analytics.active_month (guild_id, day, people, observed)
     SELECT $1::int8, $4::int4, count(*), $6::float4 FROM (
       SELECT user_id FROM (
         SELECT user_id, messages, 0 AS voice_ms FROM analytics.messages_of($1, $2, $3)
         UNION ALL
         SELECT user_id, 0, active_ms + muted_ms + deafened_ms FROM analytics.voice_of($1, $2, $3)
       ) AS cell GROUP BY user_id HAVING sum(messages) > 0 OR sum(voice_ms) >= $5
     ) AS active
     ON CONFLICT (guild_id, day) DO UPDATE SET people = excluded.people, observed = excluded.observed`,
    [guildId, fromHour, toHour, day, ACTIVE_VOICE_MS, observed.messages],
  );
}
