import type pg from 'pg';
import { sendNews } from '#core/platform/bus.server.ts';
import { type HealingReason, hoursOf } from '../healing.ts';
import type { GapState } from '../rules.ts';
import type { Interval } from './intervals.ts';

/** Writes down what became of a gap's messages. Its hours are summed up anew: more of them is known, or it is final what is not. */
export async function finishGap(
  client: pg.ClientBase,
  gap: Interval & { gapId: string; guildId: string },
  state: Exclude<GapState, 'healing'>,
  reason: HealingReason | null,
): Promise<void> {
  await client.query(
    `UPDATE analytics.gap_healing
        SET state = $3, reason = $4, updated_at = now(),
            messages = (SELECT coalesce(sum(messages), 0) FROM analytics.channel_healing WHERE gap_id = $1 AND guild_id = $2)
      WHERE gap_id = $1 AND guild_id = $2`,
    [gap.gapId, gap.guildId, state, reason],
  );
  await markDue(client, gap.guildId, hoursOf(gap));
  await sendNews(client, { type: 'counted', clusterId: null, guildIds: [gap.guildId] });
}

/** Totals of these hours have to be made again. */
export async function markDue(client: pg.ClientBase, guildId: string, hours: readonly number[]): Promise<void> {
  await client.query(
    `INSERT INTO analytics.roll_up_due (guild_id, hour) SELECT $1, hour FROM unnest($2::int[]) AS hour ORDER BY hour
     ON CONFLICT DO NOTHING`,
    [guildId, hours],
  );
}
