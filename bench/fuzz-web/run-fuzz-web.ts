import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { applyMigrations } from '#core/platform/apply-migrations.server.ts';
import { openWholeDatabase } from '#core/platform/db.server.ts';
import { keepRoles } from '#core/platform/keep-roles.server.ts';
import { startPostgres } from '../../deploy/postgres.mjs';
import type { BenchResult } from '../report.ts';
import { complaintsOf, fuzzWeb } from './fuzz-web.ts';
import { startFuzzedWeb } from './start-fuzzed-web.ts';

/** `npm run bench -- fuzz-web`: so many fuzzed requests to each address, on a Postgres and a web process of its own. */
export async function runFuzzWeb(options: {
  requests: number;
  seed: number;
  say: (line: string) => void;
}): Promise<BenchResult> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'procord-fuzz-'));
  // As root, Postgres runs as another user, who has to pass.
  chmodSync(folder, 0o711);
  const postgres = await startPostgres({ folder: path.join(folder, 'postgres') });
  const db = openWholeDatabase(postgres.url(), { max: 4, name: 'procord fuzz' });
  try {
    await applyMigrations(postgres.url(), path.resolve('prisma/migrations'));
    await keepRoles(postgres.url());
    const { web, known, whose } = await startFuzzedWeb(db);
    const report = await fuzzWeb(web.origin, known, whose, {
      perTarget: options.requests,
      seed: options.seed,
      say: options.say,
    });
    const complaints = complaintsOf(web.lines);
    const alive = web.child.exitCode === null && web.child.signalCode === null;
    await web.stop();
    return {
      figures: {
        requests: report.requests,
        server_errors: report.failures.length,
        busy: report.busy,
        error_lines: complaints.length,
        crashes: alive ? 0 : 1,
        ...Object.fromEntries(Object.entries(report.byStatus).map(([status, count]) => [`status_${status}`, count])),
      },
      goals: { server_errors: { atMost: 0 }, error_lines: { atMost: 0 }, crashes: { atMost: 0 } },
      notes: [
        ...report.failures.slice(0, 5).map(({ target, seed, what }) => `${target}, seed ${seed}: ${what}`),
        ...complaints.slice(0, 5).map((line) => line.slice(0, 300)),
      ],
    };
  } finally {
    await db.close();
    await postgres.stop();
    await postgres.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}
