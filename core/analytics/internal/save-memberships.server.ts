import type pg from 'pg';
import { notErased } from '#core/privacy/erasure-gate.server.ts';
import type { MembershipChange } from '../count-batch.server.ts';
import { applyMembershipEvents, type Membership, type Tenure } from '../rules/membership.ts';
import { int4Array, int8Array } from './binary-array.server.ts';

const CHUNK_ROWS = 10_000;

interface HourGrowth {
  guildId: string;
  hour: number;
  joins: number;
  left: Record<Tenure, number>;
}

/**
 * Writes who joined and left, and adds it to the totals of the hour. People who object, or were erased since, are in neither;
 * of somebody who objects it is only noted that a stay that is held has ended, so that it goes in its time.
 */
export async function saveMemberships(client: pg.ClientBase, changes: readonly MembershipChange[]): Promise<void> {
  const hours = new Map<string, HourGrowth>();
  for (let from = 0; from < changes.length; from += CHUNK_ROWS)
    await saveChunk(client, changes.slice(from, from + CHUNK_ROWS), hours);
  await endObjecting(client, changes);
  await addGrowth(client, [...hours.values()]);
}

async function saveChunk(
  client: pg.ClientBase,
  changes: readonly MembershipChange[],
  hours: Map<string, HourGrowth>,
): Promise<void> {
  const firstMs = changes.map(({ events }) => Math.floor(events[0]?.atMs ?? 0));
  const { rows } = await client.query<{
    at: number;
    first_joined_ms: number | null;
    joined_ms: number | null;
    left_ms: number | null;
    stayed_week1: boolean | null;
    stayed_week4: boolean | null;
  }>(
    `SELECT c.at::int4, m.first_joined_ms::float8, m.joined_ms::float8, m.left_ms::float8,
            m.stayed_week1, m.stayed_week4
       FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) WITH ORDINALITY AS c(guild_id, user_id, at_ms, at)
       LEFT JOIN analytics.membership m USING (guild_id, user_id)
      WHERE NOT EXISTS (SELECT 1 FROM analytics.objection o
                         WHERE o.user_id = c.user_id AND (o.guild_id = 0 OR o.guild_id = c.guild_id))
        AND ${notErased({ person: 'c.user_id', guild: 'c.guild_id', atMs: 'c.at_ms', oldestMs: '$4' })}`,
    [
      int8Array(changes.map((change) => change.guildId)),
      int8Array(changes.map((change) => change.userId)),
      int8Array(firstMs),
      Math.min(...firstMs),
    ],
  );
  const written: (Membership & { guildId: string; userId: string })[] = [];
  for (const row of rows) {
    const change = changes[row.at - 1];
    if (!change) continue;
    const { first_joined_ms: firstJoinedMs, joined_ms: joinedMs, left_ms: leftMs } = row;
    const stayed = { stayedWeek1: row.stayed_week1, stayedWeek4: row.stayed_week4 };
    const before = firstJoinedMs === null || joinedMs === null ? null : { firstJoinedMs, joinedMs, leftMs, ...stayed };
    const { after, growth } = applyMembershipEvents(before, change.events);
    for (const one of growth) {
      const of = hourOf(hours, change.guildId, one.hour);
      if ('joined' in one) of.joins += 1;
      else of.left[one.left] += 1;
    }
    if (after !== null && after !== before) written.push({ guildId: change.guildId, userId: change.userId, ...after });
  }
  if (written.length === 0) return;
  await client.query(
    `INSERT INTO analytics.membership AS old (guild_id, user_id, first_joined_ms, joined_ms, left_ms, stayed_week1, stayed_week4)
     SELECT guild_id, user_id, first_joined_ms, joined_ms, nullif(left_ms, 0), stayed_week1, stayed_week4
       FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::boolean[], $7::boolean[])
         AS m(guild_id, user_id, first_joined_ms, joined_ms, left_ms, stayed_week1, stayed_week4)
      ORDER BY guild_id, user_id
     ON CONFLICT (guild_id, user_id) DO UPDATE SET
       first_joined_ms = excluded.first_joined_ms, joined_ms = excluded.joined_ms, left_ms = excluded.left_ms,
       stayed_week1 = excluded.stayed_week1, stayed_week4 = excluded.stayed_week4,
       invite_code = CASE WHEN old.first_joined_ms = excluded.first_joined_ms THEN old.invite_code END`,
    [
      int8Array(written.map((row) => row.guildId)),
      int8Array(written.map((row) => row.userId)),
      int8Array(written.map((row) => row.firstJoinedMs)),
      int8Array(written.map((row) => row.joinedMs)),
      int8Array(written.map((row) => row.leftMs ?? 0)),
      written.map((row) => row.stayedWeek1),
      written.map((row) => row.stayedWeek4),
    ],
  );
}

async function endObjecting(client: pg.ClientBase, changes: readonly MembershipChange[]): Promise<void> {
  const left = changes.flatMap(({ guildId, userId, events }) => {
    const last = events.at(-1);
    return last?.kind === 'leave' ? [{ guildId, userId, atMs: Math.floor(last.atMs) }] : [];
  });
  if (left.length === 0) return;
  await client.query(
    `UPDATE analytics.membership m SET left_ms = c.at_ms
       FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS c(guild_id, user_id, at_ms)
      WHERE m.guild_id = c.guild_id AND m.user_id = c.user_id AND m.left_ms IS NULL AND m.joined_ms <= c.at_ms
        AND EXISTS (SELECT 1 FROM analytics.objection o
                     WHERE o.user_id = c.user_id AND (o.guild_id = 0 OR o.guild_id = c.guild_id))`,
    [
      int8Array(left.map((one) => one.guildId)),
      int8Array(left.map((one) => one.userId)),
      int8Array(left.map((one) => one.atMs)),
    ],
  );
}

function hourOf(hours: Map<string, HourGrowth>, guildId: string, hour: number): HourGrowth {
  const key = `${guildId}/${hour}`;
  let found = hours.get(key);
  if (!found) {
    found = { guildId, hour, joins: 0, left: { firstDay: 0, firstWeek: 0, firstMonth: 0, later: 0, unknown: 0 } };
    hours.set(key, found);
  }
  return found;
}

async function addGrowth(client: pg.ClientBase, rows: readonly HourGrowth[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO analytics.growth_hour AS old (guild_id, hour, joins, left_first_day, left_first_week,
            left_first_month, left_later, left_unknown)
     SELECT * FROM unnest($1::bigint[], $2::int[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[])
            AS g(guild_id, hour, joins, first_day, first_week, first_month, later, unknown)
      ORDER BY 1, 2
     ON CONFLICT (guild_id, hour) DO UPDATE SET
       joins = old.joins + excluded.joins,
       left_first_day = old.left_first_day + excluded.left_first_day,
       left_first_week = old.left_first_week + excluded.left_first_week,
       left_first_month = old.left_first_month + excluded.left_first_month,
       left_later = old.left_later + excluded.left_later,
       left_unknown = old.left_unknown + excluded.left_unknown`,
    [
      int8Array(rows.map((row) => row.guildId)),
      int4Array(rows.map((row) => row.hour)),
      int4Array(rows.map((row) => row.joins)),
      int4Array(rows.map((row) => row.left.firstDay)),
      int4Array(rows.map((row) => row.left.firstWeek)),
      int4Array(rows.map((row) => row.left.firstMonth)),
      int4Array(rows.map((row) => row.left.later)),
      int4Array(rows.map((row) => row.left.unknown)),
    ],
  );
}
