import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { FALLBACK_LOCALE, isLocale } from '#core/i18n/rules.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { RightsDeps } from '../deps.server.ts';
import { type HeldRow, heldTables, readHeldTable } from '../read-held.server.ts';
import { registry } from '../registry.ts';
import type { ColumnEntry } from '../schema.ts';
import { exportsFolder } from './export-file.server.ts';
import { ExportPage } from './export-page.server.ts';
import { guildTables, readGuildTable } from './read-guild.server.ts';
import { sealFile } from './seal-file.server.ts';
import { addCounts, advance, piece, type Work } from './step-row.server.ts';
import { csvText, jsonText, schemaText } from './table-files.server.ts';
import { type ArchivedFile, zip } from './zip-file.server.ts';

const KEPT_MS = 7 * 86_400_000;

/** Everything is read as of one instant; between two tables as much is written as somebody has, for as long as the lease lasts. */
const BEGIN = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL statement_timeout = '60s';
SET LOCAL idle_in_transaction_session_timeout = '2min'`;

/** Reads what is held, table by table, and leaves it as a sealed archive. */
export async function writeExport(deps: RightsDeps, work: Work): Promise<void> {
  const { home, clock } = deps;
  if (work.recipient === null) throw new AppError('internal', 'nobody to seal an export to');
  const file = `${randomUUID()}.age`;
  const madeAt = new Date(clock.now());
  await mkdir(exportsFolder(home), { recursive: true, mode: 0o700 });
  const place = path.join(exportsFolder(home), file);
  const counts: Record<string, number> = {};
  const client = await deps.db.for('answer-request', 'keep-promises').pool.connect();
  let made: { bytes: number; sha256: Buffer };
  try {
    await client.query(BEGIN);
    made = await sealFile(place, work.recipient, zip(filesOf(deps, work, client, madeAt, counts), madeAt));
    await client.query('COMMIT');
  } finally {
    // Read only: whatever became of it, the connection is not used again.
    client.release(true);
  }
  await deps.reached?.('export sealed');
  try {
    await piece(deps, work, async (tx) => {
      const rows = Object.values(counts).reduce((sum, one) => sum + one, 0);
      await tx.query(
        `INSERT INTO rights_export (request_id, file, bytes, sha256, rows, made_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [work.requestId, file, made.bytes, made.sha256, rows, madeAt, new Date(madeAt.getTime() + KEPT_MS)],
      );
      await addCounts(tx, work, counts);
      await advance(tx, work, null);
    });
  } catch (error) {
    await rm(place, { force: true });
    throw error;
  }
  await deps.reached?.('export noted');
}

/** The files of the archive. The page is last but one, because it is made of what was read; the manifest knows them all. */
async function* filesOf(
  deps: RightsDeps,
  work: Work,
  client: pg.ClientBase,
  madeAt: Date,
  counts: Record<string, number>,
): AsyncGenerator<ArchivedFile> {
  const types = await columnTypes(client);
  const manifest: { name: string; rows?: number; bytes: number; sha256: string }[] = [];
  const page = new ExportPage(isLocale(work.locale) ? work.locale : FALLBACK_LOCALE, work.of);
  const noted = (name: string, text: Iterable<string>, rows?: number): ArchivedFile => ({
    name,
    text: measure(text, (bytes, sha256) =>
      manifest.push({ name, ...(rows === undefined ? {} : { rows }), bytes, sha256 }),
    ),
  });
  for (const { table, columns, rows } of await tablesOf(deps, work, client)) {
    const held = await rows();
    counts[table] = held.length;
    const names = [...new Set([...Object.keys(columns), ...held.flatMap((row) => Object.keys(row))])];
    yield noted(`data/${table}.json`, jsonText(held), held.length);
    yield noted(`data/${table}.csv`, csvText(names, held), held.length);
    yield noted(`schema/${table}.schema.json`, [schemaText(table, registry[table]?.about ?? '', columns, types)]);
    yield noted(`read/${table}.html`, [page.head(madeAt), ...page.section({ table, rows: held }, names)]);
    // A long export keeps its lease.
    await piece(deps, work, async () => {});
  }
  yield noted('index.html', page.index(madeAt, counts));
  const { requestId, of, guildId } = work;
  yield {
    name: 'manifest.json',
    text: [`${JSON.stringify({ v: 1, requestId, of, guildId, madeAt, tables: counts, files: manifest }, null, 2)}\n`],
  };
}

interface ExportedTable {
  table: string;
  columns: Record<string, ColumnEntry | undefined>;
  rows(): Promise<HeldRow[]>;
}

async function tablesOf(deps: RightsDeps, work: Work, client: pg.ClientBase): Promise<ExportedTable[]> {
  const { personId, guildId } = work;
  const db = { pool: client };
  if (work.of === 'guild' && guildId !== null)
    return guildTables().map(({ table, columns }) => ({
      table,
      columns,
      rows: () => readGuildTable(client, table, columns, guildId),
    }));
  if (personId === null) throw new AppError('internal', 'nobody knows whose data to export');
  return heldTables({ guildId }).map((table) => ({
    table,
    columns: Object.fromEntries(
      Object.entries(registry[table]?.columns ?? {}).filter(([, entry]) => entry.export !== 'not-personal'),
    ),
    rows: async () => [...(await readHeldTable(db, { personId, guildId }, table, deps.readers)).rows],
  }));
}

async function columnTypes(client: pg.ClientBase): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `SELECT n.nspname || '.' || c.relname || '.' || a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE a.attnum > 0 AND NOT a.attisdropped AND n.nspname !~ '^(pg_|information_schema)'`,
  );
  return new Map(rows.map(({ name, type }) => [name, type]));
}

function* measure(text: Iterable<string>, tell: (bytes: number, sha256: string) => void): Generator<string> {
  const hash = createHash('sha256');
  let bytes = 0;
  for (const piece of text) {
    hash.update(piece);
    bytes += Buffer.byteLength(piece);
    yield piece;
  }
  tell(bytes, hash.digest('hex'));
}
