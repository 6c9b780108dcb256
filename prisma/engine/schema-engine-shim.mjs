#!/usr/bin/env node
// Stand-in for Prisma's schema-engine binary: same JSON-RPC over stdio, served by @prisma/schema-engine-wasm.
import { createInterface } from 'node:readline';
import pg from 'pg';
import { engine } from './schema-engine.mjs';

const argv = process.argv.slice(2);
const arg = (n) => {
  const i = argv.indexOf(n);
  return i < 0 ? undefined : argv[i + 1];
};
const url = JSON.parse(arg('--datasource') ?? '{}').url ?? process.env.DATABASE_URL;
if (argv.includes('cli')) {
  const cmd = argv.at(-1);
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  const admin = new URL(url);
  admin.pathname = '/postgres';
  const run = async (u, sql) => {
    const c = new pg.Client(String(u));
    await c.connect();
    try {
      if (sql) await c.query(sql);
    } finally {
      await c.end();
    }
  };
  try {
    if (cmd === 'can-connect-to-database') await run(url);
    else if (cmd === 'create-database') await run(admin, `CREATE DATABASE "${name.replaceAll('"', '""')}"`);
    else if (cmd === 'drop-database')
      await run(admin, `DROP DATABASE IF EXISTS "${name.replaceAll('"', '""')}" WITH (FORCE)`);
    process.exit(0);
  } catch (e) {
    const code = e.code === '3D000' ? 'P1003' : e.code === '28P01' ? 'P1000' : 'P1001';
    const entry = (level, fields) =>
      JSON.stringify({ timestamp: new Date().toISOString(), level, fields, target: 'schema_engine::logger' });
    process.stderr.write(
      `${entry('INFO', { message: 'Starting schema engine CLI' })}\n${entry('ERROR', { is_panic: false, error_code: code, message: e.message })}`,
    );
    process.exit(1);
  }
}
const write = (m) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...m })}\n`);
const e = await engine(url);
let out = 0;
let queue = Promise.resolve();
const rl = createInterface({ input: process.stdin });
rl.on('line', (line) => {
  queue = queue.then(async () => {
    const m = JSON.parse(line);
    if (!m.method) return;
    try {
      if (typeof e[m.method] !== 'function') throw Object.assign(new Error(`${m.method} is not supported`), {});
      const result = await e[m.method](m.params);
      if (m.method === 'diff' && result.stdout != null) {
        write({ id: `p${++out}`, method: 'print', params: { content: result.stdout } });
      }
      write({ id: m.id, result: result ?? {} });
    } catch (x) {
      write({
        id: m.id,
        error: {
          code: 4466,
          message: 'An error happened. Check the data field for details.',
          data: { is_panic: false, message: String(x.message ?? x), error_code: x.code, meta: x.meta ?? {} },
        },
      });
    }
  });
});
rl.on('close', () => queue.then(() => process.exit(0)));
