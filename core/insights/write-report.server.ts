import { localToday } from '#core/analytics/rules/local-today.ts';
import type { Locale } from '#core/i18n/rules.ts';
import type { Rows } from '#core/platform/db.server.ts';
import type { InsightsDeps } from './deps.server.ts';
import { readNumbers } from './internal/read-numbers.server.ts';
import { insertReport } from './internal/report-rows.server.ts';
import { findFacts } from './rules/find-facts.ts';
import { REPORT_DAYS, type ReportKind } from './schema.ts';

/**
 * Finds what seven days of a guild say, and writes it down. Its sentences are those of rules, until it is worded.
 * @param asked.toDay the last of the days
 * @param rows a transaction of the caller, if there is one
 * @returns the report's id; null where none of the days was observed, or the week has been told of already
 */
export async function writeReport(
  { db, counts, clock }: Pick<InsightsDeps, 'db' | 'counts' | 'clock'>,
  { guildId }: { guildId: string },
  asked: { kind: ReportKind; toDay: number; timeZone: string; locale: Locale },
  rows: Pick<Rows, 'pool'> = db.for('serve-guild'),
): Promise<string | null> {
  const { kind, toDay, timeZone, locale } = asked;
  const period = { fromDay: toDay - REPORT_DAYS + 1, toDay };
  const nowMs = clock.now();
  const today = localToday(nowMs, timeZone);
  const numbers = await readNumbers(counts, { guildId }, { period, timeZone, today, nowMs });
  const isSeen = numbers.days.some(
    ({ day, observed }) => day >= period.fromDay && observed.messages + observed.voice > 0,
  );
  if (!isSeen) return null;
  return insertReport(rows, { guildId, kind, period, timeZone, locale, facts: findFacts(numbers) }, nowMs);
}
