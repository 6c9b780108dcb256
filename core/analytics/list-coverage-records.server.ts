import type { Database } from '#core/platform/db.server.ts';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { getCoverage } from './get-coverage.server.ts';
import { firstHourOf } from './internal/local-day.ts';
import { type CoverageRecord, type PageWish, pageOf, type RecordPage } from './records.ts';
import type { Period } from './rules/period.ts';

/**
 * A page of what was not observed of a guild in a period, oldest first: nothing that overlaps, so that the page after one
 * begins where its last record ends.
 */
export async function listCoverageRecords(
  db: Database,
  { guildId, timeZone }: { guildId: string; timeZone: string },
  { fromDay, toDay }: Period,
  { after, limit }: PageWish,
  nowMs: number,
): Promise<RecordPage<CoverageRecord>> {
  const beginMs = firstHourOf(fromDay, timeZone) * HOUR_MS;
  const fromMs = after === null ? beginMs : Math.max(beginMs, Date.parse(after));
  const toMs = Math.min(nowMs, firstHourOf(toDay + 1, timeZone) * HOUR_MS);
  if (fromMs >= toMs) return { items: [], next: null };
  const { gaps } = await getCoverage(db.for('count-activity').pool, { guildId }, { fromMs, nowMs: toMs });
  const records = gaps.map(
    (gap): CoverageRecord => ({
      from: instantOf(gap.fromMs),
      to: instantOf(gap.toMs),
      missing: gap.kind,
      reason: gap.reason,
      filled_in: gap.healing ?? null,
    }),
  );
  return pageOf(records, limit, (last) => last.to);
}

/** In whole milliseconds, and never before the instant itself: a page that begins there holds nothing of the one before. */
function instantOf(ms: number): string {
  return new Date(Math.ceil(ms)).toISOString();
}
