import type pg from 'pg';
import type { GuildPart, GuildScope } from '#core/platform/personal-data.server.ts';
import { holdCells } from './hold-cells.server.ts';

/** Every table that holds something counted or noted for a guild; a test compares it with the catalog. */
export const guildTables = [
  'message_pack',
  'voice_pack',
  'person_day',
  'voice_session',
  'thread',
  'membership',
  'top_member',
  'growth_hour',
  'channel_hour',
  'voice_peak',
  'channel_day',
  'channel_span',
  'guild_day',
  'active_month',
  'retention_week',
  'retention_invite',
  'invite_use',
  'invite_join',
  'invite_watch',
  'roll_up_due',
  'annotation',
  'insights_import',
  'channel_healing',
  'gap_healing',
  'coverage_gap',
  'counting_span',
] as const;

/** Rows a statement deletes at most, so that none holds its locks for long. */
const CHUNK_ROWS = 10_000;

const IS_COUNTED = 'EXISTS (SELECT 1 FROM analytics.counting_span s WHERE s.guild_id = $1 AND s.to_ms IS NULL)';
const IS_ANEW = 'to_ms IS NULL AND from_ms >= $2::int8';

/**
 * SQL, by table: what stays of a guild that is counted anew from $2 on. That it is counted, that it is in an outage, and
 * which channel a thread belongs to: processes that run have told it and do not tell it again.
 */
export const countedAnew = {
  thread: `$2::int8 IS NOT NULL AND ${IS_COUNTED}`,
  coverage_gap: IS_ANEW,
  counting_span: IS_ANEW,
} as const;

/**
 * Everything that was counted for a guild, people and totals alike; a person's objection is theirs and stays. `from` is the
 * place of the table.
 */
export const guildCounts: GuildPart = {
  name: 'counts',
  tables: guildTables.map((table) => `analytics.${table}`),
  async erase(client, scope, from) {
    const table = guildTables[from];
    if (table === undefined) return { rows: {}, next: null };
    await holdCells(client);
    const rows = await deleteRows(client, scope, table);
    const isDone = rows < CHUNK_ROWS;
    return {
      rows: { [`analytics.${table}`]: rows },
      next: !isDone ? from : from + 1 < guildTables.length ? from + 1 : null,
    };
  },
};

async function deleteRows(
  client: pg.ClientBase,
  { guildId, anewMs }: GuildScope,
  table: (typeof guildTables)[number],
): Promise<number> {
  if (anewMs !== null) await beginAnew(client, guildId, anewMs);
  const stays = anewMs === null ? undefined : Object.entries(countedAnew).find(([name]) => name === table)?.[1];
  const { rowCount } = await client.query(
    `DELETE FROM analytics.${table} WHERE guild_id = $1 AND (tableoid, ctid) IN (
       SELECT tableoid, ctid FROM analytics.${table}
        WHERE guild_id = $1 ${stays ? `AND (${stays}) IS NOT TRUE` : ''} LIMIT ${CHUNK_ROWS})`,
    stays ? [guildId, anewMs] : [guildId],
  );
  return rowCount ?? 0;
}

async function beginAnew(client: pg.ClientBase, guildId: string, anewMs: number): Promise<void> {
  const open = 'guild_id = $1 AND to_ms IS NULL AND from_ms < $2';
  await client.query(`UPDATE analytics.counting_span SET from_ms = $2 WHERE ${open}`, [guildId, anewMs]);
  await client.query(`UPDATE analytics.coverage_gap SET from_ms = $2, counted_ids = '{}' WHERE ${open}`, [
    guildId,
    anewMs,
  ]);
}
