// @ts-nocheck: the engine's parts are internal to Prisma and carry no types.
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, DriverAdapterError } from '@prisma/driver-adapter-utils';
import * as wasm from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

/** Object ids of Postgres types that adapter-pg 7.10 does not map and the engine's catalogue queries return. */
const CHAR = 18;
const CHAR_ARRAY = 1002;
const TEXT = 25;
const TEXT_ARRAY = 1009;
/** ColumnType.Character of @prisma/driver-adapter-utils. */
const CHARACTER_COLUMN = 6;

const require = createRequire(import.meta.url);
const wasmPath = path.join(path.dirname(require.resolve('@prisma/schema-engine-wasm')), 'schema_engine_bg.wasm');
const { instance } = await WebAssembly.instantiate(await readFile(wasmPath), { './schema_engine_bg.js': wasm });
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message(message) {
    process.stderr.write(`schema engine: ${message}\n`);
  },
};
wasm.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();

/** Reads "char" columns as text, and reports them as the characters they are. */
function mapChar(adapter) {
  const performIO = adapter.performIO.bind(adapter);
  const queryRaw = adapter.queryRaw.bind(adapter);
  const charColumns = new WeakMap();
  adapter.performIO = async (query) => {
    const result = await performIO(query);
    const fields = result.fields ?? [];
    charColumns.set(
      query,
      fields.map((field) => field.dataTypeID === CHAR),
    );
    for (const field of fields) {
      if (field.dataTypeID === CHAR) field.dataTypeID = TEXT;
      else if (field.dataTypeID === CHAR_ARRAY) field.dataTypeID = TEXT_ARRAY;
    }
    return result;
  };
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const isChar = charColumns.get(query) ?? [];
    return { ...result, columnTypes: result.columnTypes.map((type, i) => (isChar[i] ? CHARACTER_COLUMN : type)) };
  };
  return adapter;
}

async function runOnce(url, sql) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A script with many statements goes to the server whole: adapter-pg would split it at every semicolon. */
async function executeScript(pool, sql) {
  try {
    await pool.query(sql);
  } catch (error) {
    const { message, code, severity = 'ERROR', detail, column, hint } = error;
    throw new DriverAdapterError({
      kind: 'postgres',
      code: code ?? 'N/A',
      severity,
      message,
      detail,
      column,
      hint,
      originalCode: code,
      originalMessage: message,
    });
  }
}

class MigrationPg {
  provider = 'postgres';
  adapterName = '@prisma/adapter-pg';

  constructor(url) {
    this.url = url;
  }

  async #open(url, onEnd) {
    const pool = new pg.Pool({ connectionString: url, max: 1 });
    const adapter = mapChar(await new PrismaPg(pool).connect());
    adapter.executeScript = (sql) => executeScript(pool, sql);
    adapter.dispose = async () => {
      await pool.end();
      await onEnd?.();
    };
    return adapter;
  }

  connect() {
    return this.#open(this.url);
  }

  /** The engine replays all migrations on an empty database, which lives only as long as the question. */
  async connectToShadowDb() {
    const name = `prisma_migrate_shadow_db_${randomUUID()}`;
    await runOnce(this.url, `CREATE DATABASE "${name}"`);
    const shadow = new URL(this.url);
    shadow.pathname = `/${name}`;
    return this.#open(shadow.href, () => runOnce(this.url, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));
  }
}

/** Prisma's schema engine over one database. @param {string} url */
export async function openEngine(url) {
  const schema = await readFile('prisma/schema.prisma', 'utf8');
  return wasm.SchemaEngine.new(
    { datamodels: [['prisma/schema.prisma', schema]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(new MigrationPg(url)),
  );
}
