import { surfaces } from '#core/ai/rules/surfaces.ts';
import { getWeeklyReport } from '#core/insights/get-weekly-report.server.ts';
import { composeReport } from '#core/insights/rules/compose-report.ts';
import type { FactKind } from '#core/insights/schema.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { Speaking } from './words.ts';

/** Sentences of a digest, at most. */
const MOST = 3;
/** What somebody who chose a digest was told that everybody would see: how much there was of what. */
const TOLD: ReadonlySet<FactKind> = new Set<FactKind>(['change', 'unusual', 'shift', 'record', 'quiet']);

/** What stood out in a week, of the guild as a whole: not everybody who reads a digest sees every channel. */
export async function tellInsights(
  db: Database,
  week: { guildId: string; toDay: number },
  { locale, t }: Speaking,
): Promise<string[]> {
  const report = await getWeeklyReport(db, week);
  if (!report) return [];
  const ofAll = composeReport(report, locale, { channel: () => '', note: () => '' }).filter(({ facts }) =>
    facts.every(({ kind, channelId }) => TOLD.has(kind) && channelId === null),
  );
  const { says, warns } = surfaces.digest;
  const told = ofAll.slice(0, MOST);
  const lines = told.map(({ text, by }) => `- ${text}${by === 'model' ? ` (${t(says)})` : ''}`);
  const warning = told.some(({ by }) => by === 'model') ? [`-# ${t(warns)}`] : [];
  return told.length === 0 ? [] : [t('reports:digest.insights'), ...lines, ...warning];
}
