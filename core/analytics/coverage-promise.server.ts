import type pg from 'pg';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';
import { tryOut } from '#core/platform/try-out.server.ts';
import { getCoverage } from './get-coverage.server.ts';
import { makeSeries } from './rules/series.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A guild that is nowhere: Discord's first snowflakes are from 2015. */
const GUILD = '1';
const LOOKED_AT_DAYS = 7;

/**
 * Probe of what is promised about what was not observed: two hours of a guild that is made up are missed, in a transaction
 * that is taken back, and have to be found missing, and no more than they; and a day that nobody saw has to have no value.
 */
export function coverageProbe({ db, clock }: { db: Database; clock: Clock }): Probe {
  return {
    promise: 'X03',
    async look() {
      const counted = db.for('count-activity');
      const found: string[] = [];
      const isSeen = await tryOut(counted, (client) => isFoundMissing(client, clock.now()));
      if (!isSeen) found.push('a gap is not seen');
      const [unseen] = makeSeries({ fromDay: 1, toDay: 1 }, [], 'sum');
      if (unseen?.value !== null) found.push('a day that was not observed has a value');
      const { rows } = await counted.pool.query<{ guilds: number; observed: number | null }>(
        `SELECT count(DISTINCT guild_id)::int AS guilds, avg(observed_messages)::float8 AS observed
           FROM analytics.guild_day WHERE day >= $1`,
        [Math.floor(clock.now() / DAY_MS) - LOOKED_AT_DAYS],
      );
      const { guilds = 0, observed = null } = rows[0] ?? {};
      return keptUnless(found, {
        guildsObserved: guilds,
        ...(observed === null ? {} : { observedPercent: Math.floor(observed * 1_000) / 10 }),
      });
    },
  };
}

async function isFoundMissing(client: Pick<pg.ClientBase, 'query'>, nowMs: number): Promise<boolean> {
  const missed = { fromMs: nowMs - 6 * HOUR_MS, toMs: nowMs - 4 * HOUR_MS };
  await client.query('INSERT INTO analytics.counting_span (guild_id, from_ms) VALUES ($1, $2)', [
    GUILD,
    nowMs - 2 * DAY_MS,
  ]);
  await client.query(
    `INSERT INTO analytics.coverage_gap (shard_count, shard_id, guild_id, kind, from_ms, to_ms, reason)
     VALUES (1, 0, $1, 'all', $2, $3, 'session-lost')`,
    [GUILD, missed.fromMs, missed.toMs],
  );
  const { gaps } = await getCoverage(client, { guildId: GUILD }, { fromMs: nowMs - DAY_MS, nowMs });
  // Whether anything is committed of this guild is not what is asked: nobody counts it.
  const [gap, ...others] = gaps.filter(({ reason }) => reason !== 'behind');
  return others.length === 0 && gap?.kind === 'all' && gap.fromMs === missed.fromMs && gap.toMs === missed.toMs;
}
