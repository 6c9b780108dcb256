import type { CountBatch } from '#core/analytics/count-batch.server.ts';
import { forever, GUILD, OTHER_GUILD, ScriptedShard, START_MS } from './scripted-shard.ts';

export const ANNA = '1300000000000000001';
export const BERT = '1300000000000000002';
export const CARL = '1300000000000000003';
export const ROOM = '1200000000000000011';
export const HALL = '1200000000000000012';

/** A shard with its guilds arrived. */
export function live(entitled = forever(GUILD)): ScriptedShard {
  const shard = new ScriptedShard({ entitled });
  shard.ready('a', GUILD, OTHER_GUILD);
  shard.guild(GUILD);
  shard.guild(OTHER_GUILD);
  return shard;
}

/** What batches open: of a shard or a guild, what it is about, from and to in milliseconds since the start, and why. */
export const gapsOf = (...batches: CountBatch[]) =>
  batches.flatMap((batch) =>
    batch.gaps.opened.map(({ guildId, kind, fromMs, toMs, reason }) => [
      guildId === null ? 'shard' : 'guild',
      kind,
      fromMs - START_MS,
      toMs === null ? null : toMs - START_MS,
      reason,
    ]),
  );
