import pg from 'pg';
import { AppError } from '#core/platform/app-error.ts';
import { inTransaction } from '#core/platform/in-transaction.server.ts';
import type { PersonScope } from '#core/platform/personal-data.server.ts';
import type { EraseDeps } from './deps.server.ts';
import { eraseGuild } from './erase-guild.server.ts';
import { countLeft, cutOutOfRequests } from './internal/erase-step.server.ts';
import { readLedger } from './internal/erasure-ledger.server.ts';
import { hashesOf, missingOf, putKnown } from './internal/tombstones.server.ts';
import { personalTables } from './read-held.server.ts';
import { registry } from './registry.ts';

const NOBODY = '0';

/**
 * Erases again whoever the ledger has and this database does not know to be erased: it is a backup from before. To be
 * called before anything that shows or counts is started. The ledger names nobody, so everybody whom the database knows is
 * hashed and looked for in it. Safe to call again; without anything missing it costs a look.
 * @returns how many entries were missing
 * @throws AppError 'misconfigured' where the ledger cannot be believed
 */
export async function replayErasures(deps: EraseDeps): Promise<number> {
  const { db, secrets } = deps;
  const missing = await missingOf(
    db.for('answer-request', 'keep-promises').pool,
    await readLedger(deps.ledger, secrets),
  );
  if (missing.length === 0) return 0;
  const wanted = new Set(missing.map(({ hash }) => hash));
  const isWanted = (personId: string, guildId: string) =>
    hashesOf(secrets, personId, guildId).some((hash) => wanted.has(hash));
  const seen = new Set<string>();
  for (const { personId, guildId } of await listKnown(deps)) {
    for (const guild of [NOBODY, guildId]) {
      const key = `${personId}/${guild}`;
      if (guild === null || seen.has(key)) continue;
      seen.add(key);
      if (isWanted(personId, guild)) await erase(deps, { personId, guildId: guild === NOBODY ? null : guild });
    }
  }
  const guilds = await db.for('answer-request', 'keep-promises').pool.query<{ id: string }>('SELECT id FROM guild');
  const anewMs = Math.max(...missing.map(({ untilMs }) => untilMs));
  for (const { id } of guilds.rows)
    if (isWanted(NOBODY, id)) await eraseGuild(deps, { guildId: id, anewMs }, () => Promise.resolve(true));
  await inTransaction(db.for('answer-request', 'keep-promises'), (client) => putKnown(client, missing));
  return missing.length;
}

async function erase(deps: EraseDeps, scope: PersonScope): Promise<void> {
  for (const part of deps.holders.flatMap(({ parts }) => parts))
    for (let from: number | null = 0; from !== null; ) {
      const at: number = from;
      from = (
        await inTransaction(deps.db.for('answer-request', 'keep-promises'), (client) => part.erase(client, scope, at))
      ).next;
    }
  await inTransaction(deps.db.for('answer-request', 'keep-promises'), (client) =>
    cutOutOfRequests(client, scope, null, new Date()),
  );
  const left = await countLeft(deps, deps.db.for('answer-request', 'keep-promises'), scope);
  if (left.rows > 0) throw new AppError('internal', `of somebody who was erased is left: ${left.tables.join(', ')}`);
}

/** Everybody whom the database knows, and in which guild: from the registry's own paths, and from lists of people. */
async function listKnown({ db, readers }: EraseDeps): Promise<{ personId: string; guildId: string | null }[]> {
  const known: { personId: string; guildId: string | null }[] = [];
  for (const [table, columns] of personalTables()) {
    const reader = readers.find((one) => one.table === table);
    if (reader) {
      known.push(...((await reader.people?.(db.for('answer-request', 'keep-promises'))) ?? []));
      continue;
    }
    const paths = new Set(
      columns.flatMap(({ subject }) =>
        subject.of === 'people'
          ? subject.columns
          : subject.of === 'person' && !('via' in subject)
            ? subject.column
            : [],
      ),
    );
    const guild = registry[table]?.columns.guild_id ? 'guild_id' : 'NULL::int8';
    for (const path of paths) {
      const { rows } = await db
        .for('answer-request', 'keep-promises')
        .pool.query<{ personId: string; guildId: string | null }>(
          `SELECT DISTINCT ${pg.escapeIdentifier(path)} AS "personId", ${guild} AS "guildId"
           FROM ${table} WHERE ${pg.escapeIdentifier(path)} IS NOT NULL`,
        );
      known.push(...rows);
    }
  }
  return known;
}
