import { localToday } from '#core/analytics/rules/local-today.ts';
import type { Locale } from '#core/i18n/rules.ts';
import { within } from '#core/platform/db.server.ts';
import { inTransaction } from '#core/platform/in-transaction.server.ts';
import type { InsightsDeps } from './deps.server.ts';
import { MOST_ASKED, type ReportProblem } from './schema.ts';
import { wordReport } from './word-report.server.ts';
import { writeReport } from './write-report.server.ts';

const DAY_MS = 86_400_000;

/**
 * Somebody who manages a guild asks for a report of its last seven whole days, in their language. It is there at once; a model
 * words it meanwhile, if it may.
 */
export async function askReport(
  deps: InsightsDeps,
  { guildId, personId }: { guildId: string; personId: string },
  { timeZone, locale, signal }: { timeZone: string; locale: Locale; signal?: AbortSignal },
): Promise<{ reportId: string } | { problem: ReportProblem }> {
  const { db, clock } = deps;
  const asked = { kind: 'asked', toDay: localToday(clock.now(), timeZone) - 1, timeZone, locale } as const;
  const written = await inTransaction(db.for('serve-guild'), async (client) => {
    // One at a time in a guild, so that asking at once does not get more.
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`insights:${guildId}`]);
    const { rows } = await client.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM insight_report WHERE guild_id = $1 AND kind = 'asked' AND written_at > $2",
      [guildId, new Date(clock.now() - DAY_MS)],
    );
    const rowsOf = within({ pool: client }).for('serve-guild');
    if ((rows[0]?.count ?? 0) >= MOST_ASKED) return 'too-many';
    return (await writeReport(deps, { guildId }, asked, rowsOf)) ?? 'no-days';
  });
  if (written === 'too-many' || written === 'no-days') return { problem: written };
  await wordReport(deps, { guildId, reportId: written }, { personId, ...(signal ? { signal } : {}) });
  return { reportId: written };
}
