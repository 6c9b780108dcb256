import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { applyMigrations } from '#core/platform/apply-migrations.server.ts';
import { openWholeDatabase, type WholeDatabase } from '#core/platform/db.server.ts';
import { keepRoles } from '#core/platform/keep-roles.server.ts';
import { postgresFlags } from '../../deploy/local-postgres.mjs';
import { type LocalPostgres, startPostgres } from '../../deploy/postgres.mjs';
import { childrenOf, cpuSeconds, endedChildrenCpuSeconds } from '../rig/processes.ts';
import { fillHours, prepareHours } from './fill-hours.ts';
import { fillMembers, fillTotals } from './fill-totals.ts';
import { HELD_DAYS, makeWorld, type World } from './world.ts';

export interface FilledDatabase {
  db: WholeDatabase;
  world: World;
  server: LocalPostgres;
  /** Where the server may read and write files itself. */
  serverFolder: string;
  /** CPU seconds of all its processes, user and system. */
  serverCpu: () => number;
  rows: number;
  fillSeconds: number;
  end(): Promise<void>;
}

export interface FillWish {
  rows: number;
  /** Of the held days the totals are made by the product: all of them (30), or none but what is said here. */
  totalsUntil: (world: World) => number;
  say: (line: string) => void;
}

/** The log is not needed to load what is empty; afterwards the server runs as an instance has it. */
const FILL_FLAGS = ['-c', 'wal_level=minimal', '-c', 'max_wal_senders=0', '-c', 'max_wal_size=8GB'];

/** A Postgres of its own, filled: the held days' hourly rows, members, and two years of totals. */
export async function startFilledDatabase({ rows, totalsUntil, say }: FillWish): Promise<FilledDatabase> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'procord-scale-'));
  // As root, Postgres runs as another user, who has to pass.
  chmodSync(folder, 0o711);
  const data = path.join(folder, 'postgres');
  let server = await startPostgres({ folder: data, flags: [...postgresFlags, ...FILL_FLAGS] });
  const endNow = () => server.kill();
  process.once('exit', endNow);
  let db: WholeDatabase | undefined;
  const end = async () => {
    process.off('exit', endNow);
    await db?.close().catch(() => {});
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const admin = openWholeDatabase(server.url(), { max: 1 });
    await admin.pool.query('CREATE DATABASE procord').finally(() => admin.close());
    await applyMigrations(server.url('procord'), path.resolve('prisma/migrations'));
    await keepRoles(server.url('procord'));
    const started = performance.now();
    const world = makeWorld(rows, Date.now());
    const filling = openWholeDatabase(server.url('procord'), { max: 4, name: 'procord bench' });
    let filled = 0;
    try {
      await prepareHours(filling, world);
      let days = 0;
      filled = await fillHours(filling, world, os.cpus().length, () => {
        days += 1;
        if (days % 5 === 0) say(`filled ${days} of ${HELD_DAYS} days after ${seconds(started)} s`);
      });
      await fillMembers(filling, world);
      await fillTotals(filling, world, totalsUntil(world));
      await observe(filling, world);
      await filling.pool.query('VACUUM (ANALYZE)');
    } finally {
      await filling.close();
    }
    await server.stop();
    server = await startPostgres({ folder: data, port: server.port, flags: postgresFlags });
    db = openWholeDatabase(server.url('procord'), { max: 6, name: 'procord bench' });
    const fillSeconds = seconds(started);
    say(`filled ${filled.toLocaleString('en-US')} hourly rows and ${world.guilds.length} guilds in ${fillSeconds} s`);
    const { pid, data: serverFolder } = server;
    const serverCpu = () =>
      [pid, ...childrenOf(pid)].reduce((sum, one) => sum + cpuSeconds(one), endedChildrenCpuSeconds(pid));
    return { db, world, server, serverFolder, serverCpu, rows: filled, fillSeconds, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Everything was observed since the first day, and is durable up to now. */
async function observe({ pool }: WholeDatabase, { guilds, today, nowMs }: World): Promise<void> {
  await pool.query('INSERT INTO gateway.shard (shard_count, shard_id, observed_ms) VALUES (1, 0, $1)', [nowMs]);
  await pool.query('INSERT INTO guild (id) SELECT unnest($1::int8[])', [guilds.map((guild) => guild.id)]);
  await pool.query('INSERT INTO analytics.counting_span (guild_id, from_ms) SELECT unnest($1::int8[]), $2', [
    guilds.map((guild) => guild.id),
    (today - 730) * 86_400_000,
  ]);
}

const seconds = (started: number) => Math.round((performance.now() - started) / 1_000);
