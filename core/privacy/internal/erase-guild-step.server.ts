import type pg from 'pg';
import type { GuildPart, PersonalDataHolder } from '#core/platform/personal-data.server.ts';
import type { EraseDeps, RightsDeps } from '../deps.server.ts';
import { listScopedTables } from '../list-guild-leftovers.server.ts';
import { eraseByPiece } from './erase-step.server.ts';
import type { Work } from './step-row.server.ts';
import { refusedUntil } from './tombstones.server.ts';

/** The part of a guild that a step erases: its name is that of the part, after `guild:`. */
export function guildPartOf(holders: readonly PersonalDataHolder[], name: string): GuildPart | null {
  const parts = holders.flatMap(({ ofGuild }) => ofGuild?.parts ?? []);
  return parts.find((part) => `guild:${part.name}` === name) ?? null;
}

/** One part of a guild, which is counted anew from where what was before is not refused any more. */
export async function eraseGuildPart(deps: RightsDeps, work: Work, part: GuildPart): Promise<void> {
  const guildId = work.guildId ?? '0';
  const anewMs = await refusedUntil(deps.db.for('answer-request', 'keep-promises').pool, guildId);
  await eraseByPiece(deps, work, (client, at) => part.erase(client, { guildId, anewMs }, at));
}

/** Rows that are still there of a guild, but those that stay: of every table that says of which guild its rows are. */
export async function countLeftOfGuild(
  { holders, db }: Pick<EraseDeps, 'holders' | 'db'>,
  guildId: string,
): Promise<{ rows: number; tables: string[] }> {
  const anewMs = await refusedUntil(db.for('answer-request', 'keep-promises').pool, guildId);
  const found = { rows: 0, tables: [] as string[] };
  for (const { table, column } of listScopedTables()) {
    const stays = guildHolds(holders).find((hold) => hold.table === table)?.where ?? 'false';
    if (stays === 'true') continue;
    const { rows } = await db
      .for('answer-request', 'keep-promises')
      .pool.query<{ rows: number }>(
        `SELECT count(*)::int4 AS rows, $2::int8 AS anew FROM ${table} WHERE "${column}" = $1 AND (${stays}) IS NOT TRUE`,
        [guildId, anewMs],
      );
    const count = rows[0]?.rows ?? 0;
    if (count === 0) continue;
    found.rows += count;
    found.tables.push(table);
  }
  return found;
}

function guildHolds(holders: readonly PersonalDataHolder[]) {
  return holders.flatMap(({ ofGuild }) => ofGuild?.holds ?? []);
}

/** What stays of a guild, and why. */
export async function readKeptOfGuild(
  { holders }: Pick<EraseDeps, 'holders'>,
  client: Pick<pg.ClientBase, 'query'>,
  guildId: string,
) {
  const anewMs = await refusedUntil(client, guildId);
  const columns = new Map(listScopedTables().map(({ table, column }) => [table, column]));
  const kept = [];
  for (const { table, duty, where, until } of guildHolds(holders)) {
    const { rows } = await client.query<{ rows: number; until: Date | null }>(
      `SELECT count(*)::int4 AS rows, ${until ?? 'NULL::timestamptz'} AS until, $2::int8 AS anew FROM ${table}
        WHERE "${columns.get(table)}" = $1 AND (${where})`,
      [guildId, anewMs],
    );
    const [found] = rows;
    if (found && found.rows > 0)
      kept.push({ table, rows: found.rows, duty, until: found.until?.toISOString() ?? null });
  }
  return kept;
}
