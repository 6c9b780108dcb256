import { openWholeDatabase } from '#core/platform/db.server.ts';
import type { BenchResult } from '../report.ts';
import { withDatabase } from '../rig/with-database.ts';
import { complaintsOf, fuzzWeb } from './fuzz-web.ts';
import { startFuzzedWeb } from './start-fuzzed-web.ts';

/** `npm run bench -- fuzz-web`: so many fuzzed requests to each address, on a Postgres and a web process of its own. */
export async function runFuzzWeb(options: {
  requests: number;
  seed: number;
  say: (line: string) => void;
}): Promise<BenchResult> {
  return await withDatabase('fuzz', async (url) => {
    const db = openWholeDatabase(url, { max: 4, name: 'procord fuzz' });
    try {
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
    }
  });
}
