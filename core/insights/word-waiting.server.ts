import type { InsightsDeps } from './deps.server.ts';
import { settleReport } from './internal/report-rows.server.ts';
import { wordReport } from './word-report.server.ts';

/** Whoever wrote it is wording it, for so long at most. */
const TAKEN_MS = 2 * 60_000;
const MOST_TRIES = 2;
/** In one run. */
const AT_MOST = 200;

/**
 * Words the weekly reports that wait for it. Those that were begun and cut off twice, or that somebody asked for and that were
 * cut off, are left to the rules: who asked is not written down, so nobody can be asked in their name.
 * @returns how many were settled
 */
export async function wordWaiting(
  deps: Pick<InsightsDeps, 'db' | 'clock' | 'log' | 'models' | 'register'>,
  { untilMs, signal }: { untilMs: number; signal?: AbortSignal },
): Promise<number> {
  const { db, clock } = deps;
  const { rows } = await db
    .for('serve-guild')
    .pool.query<{ id: string; guild_id: string; kind: string; tries: number }>(
      `SELECT id, guild_id, kind, tries FROM insight_report
      WHERE wording = 'waiting' AND (tries = 0 AND kind = 'weekly' OR written_at < $1) ORDER BY written_at LIMIT ${AT_MOST}`,
      [new Date(clock.now() - TAKEN_MS)],
    );
  let settled = 0;
  for (const { id, guild_id: guildId, kind, tries } of rows) {
    if (signal?.aborted || clock.now() >= untilMs) break;
    const scope = { guildId, reportId: id };
    if (kind === 'asked' || tries >= MOST_TRIES)
      await settleReport(db.for('serve-guild'), scope, { wording: 'rules', why: 'failed', sentences: [], withheld: 0 });
    else await wordReport(deps, scope, { personId: null, ...(signal ? { signal } : {}) });
    settled += 1;
  }
  return settled;
}
