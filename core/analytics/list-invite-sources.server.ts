import type { Database } from '#core/platform/db.server.ts';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { firstHourOf, weekOf } from './internal/local-day.ts';
import { notRestricted } from './internal/restricted.server.ts';
import { type InviteSource, type InviteSources, pool, type SourceCount } from './rules/invites.ts';
import { MEMBERSHIP_KEPT_MS } from './rules/membership.ts';
import type { Period } from './rules/period.ts';
import { SUPPRESSED_UNDER } from './rules.ts';

/**
 * What people joined through, of every joining week that touches the period. Weeks whose week 1 is over come from totals;
 * of later ones only how many joined is known, from memberships that are held anyway. Fewer than ten over the whole
 * period are one row with others like them.
 */
export async function listInviteSources(
  db: Database,
  { guildId }: { guildId: string },
  { fromDay, toDay, timeZone, nowMs }: Period & { timeZone: string; nowMs: number },
): Promise<InviteSources> {
  const [first, last] = [weekOf(fromDay), weekOf(toDay)];
  const [watch, kept, made] = await Promise.all([
    db
      .for('count-activity', 'respect-objection')
      .pool.query<{ state: 'reading' | 'starting' | 'not_permitted'; since_ms: number }>(
        'SELECT state, since_ms::float8 FROM analytics.invite_watch WHERE guild_id = $1',
        [guildId],
      ),
    db.for('count-activity', 'respect-objection').pool.query<SourceCount>(
      `SELECT source, code, max(channel_id) AS "channelId", sum(joined)::int4 AS joined,
              sum(stayed_week1)::int4 AS stayed, sum(active_week1)::int4 AS active
         FROM analytics.retention_invite WHERE guild_id = $1 AND week BETWEEN $2 AND $3 GROUP BY source, code`,
      [guildId, first, last],
    ),
    db.for('count-activity', 'respect-objection').pool.query<{ week: number | null }>(
      `SELECT max(week) AS week FROM analytics.retention_week
        WHERE guild_id = $1 AND week <= $2 AND observed_week1 IS NOT NULL`,
      [guildId, last],
    ),
  ]);
  const sinceWeek = Math.max(first, (made.rows[0]?.week ?? Number.NEGATIVE_INFINITY) + 7);
  const recent = await countRecent(db, guildId, {
    // Those who left longer ago are not held: a week of which some are gone says nothing.
    fromMs: Math.max(firstHourOf(sinceWeek, timeZone) * HOUR_MS, nowMs - MEMBERSHIP_KEPT_MS),
    toMs: firstHourOf(last + 7, timeZone) * HOUR_MS,
  });
  const [state] = watch.rows;
  return {
    state: state?.state ?? 'off',
    sinceMs: state?.since_ms ?? null,
    sources: combine(kept.rows, recent),
  };
}

/** Who joined lately, by what; nobody is named. */
async function countRecent(
  db: Database,
  guildId: string,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<SourceCount[]> {
  const { rows } = await db.for('count-activity', 'respect-objection').pool.query<SourceCount>(
    `SELECT CASE WHEN m.invite_code IS NULL THEN 'unknown' ELSE coalesce(i.source, 'invite') END AS source,
            coalesce(m.invite_code, '') AS code, i.channel_id AS "channelId",
            count(*)::int4 AS joined, 0 AS stayed, 0 AS active
       FROM analytics.membership m
       LEFT JOIN analytics.invite_use i ON i.guild_id = m.guild_id AND i.code = m.invite_code
      WHERE m.guild_id = $1 AND m.first_joined_ms >= $2 AND m.first_joined_ms < $3
        AND ${notRestricted({ person: 'm.user_id', guild: 'm.guild_id' })}
      GROUP BY 1, 2, 3`,
    [guildId, Math.ceil(fromMs), toMs],
  );
  return rows;
}

function combine(kept: readonly SourceCount[], recent: readonly SourceCount[]): InviteSource[] {
  const keyOf = ({ source, code }: SourceCount) => `${source} ${code}`;
  const mature = new Map(kept.map((one) => [keyOf(one), one]));
  const late = new Map(recent.map((one) => [keyOf(one), one]));
  const all = [...new Set([...mature.keys(), ...late.keys()])].flatMap((key) => {
    const [old, young] = [mature.get(key), late.get(key)];
    const one = old ?? young;
    if (one === undefined) return [];
    const channelId = old?.channelId ?? young?.channelId ?? null;
    return [{ one: { ...one, channelId, joined: (old?.joined ?? 0) + (young?.joined ?? 0) }, mature: old ?? null }];
  });
  const isFew = ({ one }: (typeof all)[number]) => one.source === 'others' || one.joined < SUPPRESSED_UNDER;
  const few = all.filter(isFew);
  const shown = all.filter((entry) => !isFew(entry)).map(({ one, mature }) => rowOf(one, mature));
  const others = pool(few.map(({ one }) => one));
  const othersMature = few.flatMap(({ mature }) => mature ?? []);
  return [
    ...shown.sort(bySize),
    ...(others.joined === 0 ? [] : [rowOf(others, othersMature.length === 0 ? null : pool(othersMature))]),
  ];
}

function rowOf({ source, code, channelId, joined }: SourceCount, mature: SourceCount | null): InviteSource {
  const of = mature === null ? null : { joined: mature.joined, stayed: mature.stayed, active: mature.active };
  return { source, code: code === '' ? null : code, channelId, joined, mature: of };
}

function bySize(a: InviteSource, b: InviteSource): number {
  const isSingle = (one: InviteSource) => Number(one.code !== null);
  return isSingle(b) - isSingle(a) || b.joined - a.joined;
}
