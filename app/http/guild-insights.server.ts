import { z } from 'zod';
import { features } from '#core/ai/features.ts';
import { readGuildUse } from '#core/ai/read-guild-use.server.ts';
import { surfaces } from '#core/ai/rules/surfaces.ts';
import { setGuildOptOut } from '#core/ai/set-guild-opt-out.server.ts';
import { listAnnotations } from '#core/analytics/list-annotations.server.ts';
import { isEntitled } from '#core/billing/list-entitled-guilds.server.ts';
import type { OpenGuild } from '#core/guilds/check-guild-right.server.ts';
import { getGuildStructure } from '#core/guilds/get-guild-structure.server.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import { type Locale, nameOfLocale } from '#core/i18n/rules.ts';
import { askReport } from '#core/insights/ask-report.server.ts';
import { getReport } from '#core/insights/get-report.server.ts';
import { listReports } from '#core/insights/list-reports.server.ts';
import { composeReport, type Line } from '#core/insights/rules/compose-report.ts';
import type { Names } from '#core/insights/rules/say-fact.ts';
import type { Report, ReportProblem } from '#core/insights/schema.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { InsightsData } from '../components/insights/props.ts';
import { showFact } from '../components/insights/show-fact.ts';
import type { Dependencies } from './dependencies.server.ts';

const reportQuery = z.uuid().nullable();
const doneQuery = z.enum(['written', 'off', 'on']).nullable().catch(null);
const form = z.object({ intent: z.enum(['write', 'ai-off', 'ai-on']) });

/** A report with its sentences in a language, and the names of what it speaks of. */
export interface ToldReport {
  report: Report;
  lines: Line[];
  names: Names;
}

/** @throws AppError 'not_found' for an id that is none of this guild's */
export async function readReport(
  deps: Dependencies,
  { guildId, locale, search }: { guildId: string; locale: Locale; search: URLSearchParams },
): Promise<ToldReport | null> {
  const asked = reportQuery.safeParse(search.get('report'));
  if (!asked.success) throw new AppError('not_found', 'not the id of a report');
  const report = await getReport(deps.db, { guildId, reportId: asked.data });
  if (!report) return null;
  const names = await namesOf(deps, report, locale);
  return { report, names, lines: composeReport(report, locale, names) };
}

/** Names as they are today: a report keeps ids alone. */
async function namesOf(deps: Dependencies, { guildId, facts, period }: Report, locale: Locale): Promise<Names> {
  const { t } = speakerOf(locale);
  const channelIds = facts.flatMap(({ channelId }) => channelId ?? []);
  const [structure, notes] = await Promise.all([
    channelIds.length > 0 ? getGuildStructure(deps, guildId, { channelIds }) : null,
    facts.some(({ noteId }) => noteId !== null) ? listAnnotations(deps.counts, { guildId }, period) : [],
  ]);
  const channels = new Map(structure?.map(({ id, name }) => [id, `#${name}`]));
  const texts = new Map(notes.map(({ id, text }) => [id, text]));
  return {
    channel: (id) => channels.get(id) ?? (structure === null ? `#${id}` : t('insights:goneChannel')),
    note: (id) => texts.get(id) ?? t('insights:goneNote'),
  };
}

export async function readInsights(
  deps: Dependencies,
  { guild, locale, search }: { guild: OpenGuild; locale: Locale; search: URLSearchParams },
): Promise<InsightsData> {
  const scope = { guildId: guild.id };
  const [told, reports, use, premium] = await Promise.all([
    readReport(deps, { ...scope, locale, search }),
    listReports(deps.db, scope),
    readGuildUse(deps, scope),
    isEntitled(deps, guild.id),
  ]);
  return {
    guild: { id: guild.id, name: guild.name, timeZone: guild.timeZone },
    mayWrite: guild.right !== 'staff',
    premium,
    report: told && {
      id: told.report.id,
      kind: told.report.kind,
      period: told.report.period,
      timeZone: told.report.timeZone,
      writtenAt: told.report.writtenAt,
      lines: told.lines.map((line) => ({
        ...line,
        facts: line.facts.map((fact) => showFact(fact, { guildId: guild.id, locale, names: told.names })),
      })),
      wording: wordingOf(told.report, locale),
      withheld: told.report.locale === locale ? told.report.withheld : 0,
    },
    older: reports.filter(({ id }) => id !== told?.report.id),
    out: use.out.some((feature) => feature === null || feature === 'insights'),
    done: doneQuery.parse(search.get('done')),
  };
}

const reasons = ['no-model', 'guild-opted-out', 'opted-out', 'over-budget', 'failed', 'nothing'] as const;

/** How a report came to its words, said in so many. */
export function wordingOf({ wording, why, locale: wordedIn }: Report, locale: Locale): string {
  const { t } = speakerOf(locale);
  if (wording === 'waiting') return t('insights:wording.waiting');
  if (wording === 'rules') return t(`insights:wording.${reasons.find((one) => one === why) ?? 'refused'}`);
  return wordedIn === locale
    ? `${t('insights:wording.model', { mark: t(surfaces.report.says) })} ${t(surfaces.report.warns)}`
    : t('insights:wording.other', { language: nameOfLocale(wordedIn) });
}

/**
 * Does what a form of the page asks for, for a person who manages the guild.
 * @returns where to go on, or why no report was written
 * @throws AppError 'bad_input' where it is none of the forms
 */
export async function runInsightsForm(
  deps: Dependencies,
  asked: { fields: Record<string, string>; guild: OpenGuild; accountId: string; locale: Locale; signal: AbortSignal },
): Promise<{ done: NonNullable<InsightsData['done']> } | { problem: ReportProblem }> {
  const { guild, accountId, locale, signal } = asked;
  const parsed = form.safeParse(asked.fields);
  if (!parsed.success) throw new AppError('bad_input', 'none of the forms of this page', { cause: parsed.error });
  if (parsed.data.intent === 'write') {
    const scope = { guildId: guild.id, personId: accountId };
    const { timeZone } = guild;
    const result = await askReport({ ...deps, register: features }, scope, { timeZone, locale, signal });
    return 'problem' in result ? result : { done: 'written' };
  }
  const out = parsed.data.intent === 'ai-off';
  await setGuildOptOut(deps, { guildId: guild.id }, { feature: 'insights', out, personId: accountId });
  return { done: out ? 'off' : 'on' };
}
