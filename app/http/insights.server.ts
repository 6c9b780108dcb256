import { redirect } from '@remix-run/node';
import { z } from 'zod';
import { compareInsights, daysOfRows } from '#core/analytics/compare-insights.ts';
import { deleteInsights } from '#core/analytics/delete-insights.server.ts';
import { importInsights } from '#core/analytics/import-insights.server.ts';
import { insightsKinds, MOST_INSIGHTS_BYTES } from '#core/analytics/insights-file.ts';
import { listInsights } from '#core/analytics/list-insights.server.ts';
import { allPages, type DayRecord } from '#core/analytics/records.ts';
import { dateOfDay } from '#core/analytics/rules/period.ts';
import { AppError, isAppError } from '#core/platform/app-error.ts';
import type { InsightsData, InsightsOutcome, SentFile } from '../components/export/insights-props.ts';
import { paths } from '../components/paths.ts';
import type { Dependencies } from './dependencies.server.ts';
import { recordReaders } from './records.server.ts';

const MOST_FILES = 8;
/** What the form may weigh: all files and what stands around them. */
export const INSIGHTS_BODY_BYTES = MOST_FILES * MOST_INSIGHTS_BYTES + 64 * 1_024;
const NAME_LENGTH = 100;
const DAYS_AT_ONCE = 1_000;

const deleteSchema = z.object({ kind: z.enum(insightsKinds), interval: z.enum(['day', 'week', 'month']) });

/** The files that lie beside a guild's counts, and what comes of laying them there. */
export async function readInsights(
  deps: Dependencies,
  guild: { id: string; timeZone: string },
): Promise<Omit<InsightsData, 'guild' | 'deleted'>> {
  const imports = await listInsights(deps.counts, { guildId: guild.id });
  const files: InsightsData['files'] = [];
  const comparisons: InsightsData['comparisons'] = [];
  for (const { importedAt, ...file } of imports) {
    const period = daysOfRows(file.rows, file.interval);
    const days: DayRecord[] = [];
    const readers = recordReaders(deps, guild, period);
    const pages = allPages((after) => readers.days({ after, limit: DAYS_AT_ONCE }));
    for await (const page of pages) days.push(...page);
    const compared = compareInsights(file, days);
    comparisons.push(...compared);
    files.push({
      kind: file.kind,
      interval: file.interval,
      from: dateOfDay(period.fromDay),
      to: dateOfDay(period.toDay),
      importedAt,
      compared: compared.length > 0,
    });
  }
  return { files, comparisons, most: { files: MOST_FILES, bytes: MOST_INSIGHTS_BYTES } };
}

/**
 * Does what one of the forms of the page of Discord's Insights asks for, for a person who manages the guild.
 * @returns what came of it, or where to go
 * @throws AppError 'bad_input' where it is none of the forms
 */
export async function runInsightsForm(
  deps: Dependencies,
  { form, guildId, accountId }: { form: FormData; guildId: string; accountId: string },
): Promise<Response | InsightsOutcome> {
  const intent = form.get('intent');
  const who = { guildId, accountId };
  if (intent === 'delete') {
    const which = deleteSchema.parse({ kind: form.get('kind'), interval: form.get('interval') });
    try {
      await deleteInsights(deps.counts, { ...who, ...which });
    } catch (error) {
      if (isAppError(error) && error.code === 'not_found') return { problem: 'gone' };
      throw error;
    }
    return redirect(`${paths.insights(guildId)}?done=deleted`);
  }
  if (intent !== 'import') throw new AppError('bad_input', 'none of the forms of this page');
  // A field without a file comes as one without a name.
  const files = form.getAll('file').filter((value) => typeof value !== 'string' && value.name !== '') as File[];
  if (files.length === 0) return { problem: 'none' };
  if (files.length > MOST_FILES) return { problem: 'tooMany' };
  const sent: SentFile[] = [];
  for (const file of files) sent.push(await sendFile(deps, who, file));
  return { sent };
}

async function sendFile(
  deps: Dependencies,
  who: { guildId: string; accountId: string },
  file: File,
): Promise<SentFile> {
  const name = file.name.slice(0, NAME_LENGTH);
  if (file.size > MOST_INSIGHTS_BYTES) return { name, refused: { why: 'too_large' } };
  const result = await importInsights({ ...deps, db: deps.counts }, { ...who, text: await file.text() });
  if ('refused' in result) return { name, refused: result.refused };
  return { name, taken: { kind: result.kind, interval: result.interval, lines: result.rows.length } };
}
