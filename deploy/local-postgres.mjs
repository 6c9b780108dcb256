import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLogFile } from './log-file.mjs';
import { startPostgres } from './postgres.mjs';

/** Beyond Postgres's own defaults: room for clusters, web and worker, and a log of its own that names what was slow. */
const settings = ['max_connections=120', 'shared_buffers=256MB', 'max_wal_size=2GB', 'log_min_duration_statement=2000'];
export const postgresFlags = settings.flatMap((setting) => ['-c', setting]);

/**
 * Keeps the instance's Postgres running on one port: started again when it dies.
 * @param {{ home: string, logs: string, onStart: (pid: number) => void, say: (text: string) => void }} options
 */
export async function keepPostgres({ home, logs, onStart, say }) {
  const log = openLogFile(logs, 'postgres');
  const start = (/** @type {number | undefined} */ port) =>
    startPostgres({
      folder: path.join(home, 'postgres'),
      ...(port ? { port } : {}),
      flags: postgresFlags,
      detached: true,
      onSpawn: onStart,
      onLog: (text) => log.write(text),
    });
  let server = await start(undefined);
  const { port, url } = server;
  let stopping = false;
  const watch = async () => {
    for (let delay = 250; !stopping; delay = Math.min(delay * 2, 15_000)) {
      await server.exited;
      if (stopping) return;
      say(`  postgres ended and starts again; see ${log.file}`);
      await sleep(delay);
      if (stopping) return;
      const from = Date.now();
      try {
        server = await start(port);
      } catch (error) {
        say(`  ${error instanceof Error ? error.message : error}`);
      }
      if (Date.now() - from > 60_000) delay = 250;
    }
  };
  const watched = watch();
  return {
    data: server.data,
    url,
    async stop() {
      stopping = true;
      await server.stop();
      await watched;
    },
  };
}
