#!/usr/bin/env node
// @ts-nocheck: speaks to the engine, whose parts carry no types.
// Stands in for Prisma's schema-engine binary, which its command line would download: the same JSON-RPC over stdio,
// served by the engine that comes from npm as WebAssembly.
import { createInterface } from 'node:readline';
import pg from 'pg';
import { openEngine } from './schema-engine.mjs';

const argv = process.argv.slice(2);
const option = (name) => {
  const at = argv.indexOf(name);
  return at < 0 ? undefined : argv[at + 1];
};
const url = JSON.parse(option('--datasource') ?? '{}').url ?? process.env.DATABASE_URL;

if (argv.includes('cli')) await answerCli(argv.at(-1));
else await answerRpc();

async function answerCli(command) {
  const name = decodeURIComponent(new URL(url).pathname.slice(1)).replaceAll('"', '""');
  const admin = new URL(url);
  admin.pathname = '/postgres';
  const query = async (target, sql) => {
    const client = new pg.Client(String(target));
    await client.connect();
    try {
      if (sql) await client.query(sql);
    } finally {
      await client.end();
    }
  };
  try {
    if (command === 'can-connect-to-database') await query(url);
    else if (command === 'create-database') await query(admin, `CREATE DATABASE "${name}"`);
    else if (command === 'drop-database') await query(admin, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    process.exit(0);
  } catch (error) {
    const code = { '3D000': 'P1003', '28P01': 'P1000' }[error.code] ?? 'P1001';
    const line = (level, fields) =>
      JSON.stringify({ timestamp: new Date().toISOString(), level, fields, target: 'schema_engine::logger' });
    const started = line('INFO', { message: 'Starting schema engine CLI' });
    process.stderr.write(`${started}\n${line('ERROR', { is_panic: false, error_code: code, message: error.message })}`);
    process.exit(1);
  }
}

async function answerRpc() {
  const write = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const engine = await openEngine(url);
  let printed = 0;
  const answer = async ({ id, method, params }) => {
    if (!method) return;
    try {
      if (typeof engine[method] !== 'function') throw new Error(`${method} is not supported`);
      const result = await engine[method](params);
      if (method === 'diff' && typeof result.stdout === 'string') {
        printed += 1;
        write({ id: `p${printed}`, method: 'print', params: { content: result.stdout } });
      }
      write({ id, result: result ?? {} });
    } catch (error) {
      const data = { is_panic: false, message: String(error.message ?? error), error_code: error.code };
      const meta = error.meta ?? {};
      write({
        id,
        error: {
          code: 4466,
          message: 'An error happened. Check the data field for details.',
          data: { ...data, meta },
        },
      });
    }
  };
  let queue = Promise.resolve();
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    queue = queue.then(() => answer(JSON.parse(line)));
  });
  lines.on('close', () => queue.then(() => process.exit(0)));
}
