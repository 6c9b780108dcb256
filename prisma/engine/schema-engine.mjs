import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, DriverAdapterError } from '@prisma/driver-adapter-utils';
import * as bg from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

const require = createRequire(import.meta.url);
const wasmPath = path.join(path.dirname(require.resolve('@prisma/schema-engine-wasm')), 'schema_engine_bg.wasm');
const { instance } = await WebAssembly.instantiate(await readFile(wasmPath), { './schema_engine_bg.js': bg });
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message(m) {
    console.error('PANIC', m);
  },
};
bg.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();

// adapter-pg 7.10 has no mapping for oid 18 ("char"), which the engine's catalogue queries return: report ColumnType.Character (6)
function mapChar(adapter) {
  const io = adapter.performIO.bind(adapter),
    raw = adapter.queryRaw.bind(adapter),
    seen = new WeakMap();
  adapter.performIO = async (q) => {
    const r = await io(q);
    seen.set(
      q,
      r.fields?.map((f) => f.dataTypeID === 18),
    );
    for (const f of r.fields ?? []) {
      if (f.dataTypeID === 18) f.dataTypeID = 25;
      else if (f.dataTypeID === 1002) f.dataTypeID = 1009;
    }
    return r;
  };
  adapter.queryRaw = async (q) => {
    const r = await raw(q);
    const c = seen.get(q);
    return { ...r, columnTypes: r.columnTypes.map((t, i) => (c?.[i] ? 6 : t)) };
  };
  return adapter;
}
class MigrationPg {
  provider = 'postgres';
  adapterName = '@prisma/adapter-pg';
  constructor(url) {
    this.url = url;
  }
  async #open(url, onEnd) {
    const pool = new pg.Pool({ connectionString: url, max: 1 });
    const a = mapChar(await new PrismaPg(pool).connect());
    a.executeScript = async (sql) => {
      try {
        await pool.query(sql);
      } catch (e) {
        throw new DriverAdapterError({
          kind: 'postgres',
          code: e.code ?? 'N/A',
          severity: e.severity ?? 'ERROR',
          message: e.message,
          detail: e.detail,
          column: e.column,
          hint: e.hint,
          originalCode: e.code,
          originalMessage: e.message,
        });
      }
    }; // adapter-pg splits naively on ';'
    a.dispose = async () => {
      await pool.end();
      await onEnd?.();
    };
    return a;
  }
  connect() {
    return this.#open(this.url);
  }
  async connectToShadowDb() {
    const name = `prisma_migrate_shadow_db_${randomUUID()}`;
    const admin = async (sql) => {
      const c = new pg.Client(this.url);
      await c.connect();
      await c.query(sql);
      await c.end();
    };
    await admin(`CREATE DATABASE "${name}"`);
    const u = new URL(this.url);
    u.pathname = `/${name}`;
    return this.#open(u.href, () => admin(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));
  }
}
export const schemaFiles = async () => ({
  files: [{ path: 'prisma/schema.prisma', content: await readFile('prisma/schema.prisma', 'utf8') }],
});
export async function migrationList(dir = 'prisma/migrations') {
  const names = existsSync(dir)
    ? (await readdir(dir, { withFileTypes: true }))
        .filter((d) => d.isDirectory())
        .map((d) => d.name)
        .sort()
    : [];
  return {
    baseDir: path.resolve(dir),
    shadowDbInitScript: '',
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(path.join(dir, 'migration_lock.toml'), 'utf8').catch(() => null),
    },
    migrationDirectories: await Promise.all(
      names.map(async (n) => ({
        path: n,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok', value: await readFile(path.join(dir, n, 'migration.sql'), 'utf8') },
        },
      })),
    ),
  };
}
export async function engine(url) {
  return bg.SchemaEngine.new(
    { datamodels: (await schemaFiles()).files.map((f) => [f.path, f.content]) },
    (l) => process.env.V && console.log('LOG', l),
    bindMigrationAwareSqlAdapterFactory(new MigrationPg(url)),
  );
}
export const filters = { externalTables: [], externalEnums: [] };
