import { surfaces } from '#core/ai/rules/surfaces.ts';
import { formatDayRange } from '#core/i18n/format.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import type { Locale } from '#core/i18n/rules.ts';
import type { Line } from '#core/insights/rules/compose-report.ts';
import { formatValue, type Names, nameSubject } from '#core/insights/rules/say-fact.ts';
import { type Report, valueNames } from '#core/insights/schema.ts';

const DAY_MS = 86_400_000;

interface Told {
  report: Report;
  lines: readonly Line[];
  names: Names;
}

/** A report as Markdown: each sentence with the numbers it rests on, and that it is no verdict. */
export function insightsMarkdown({ report, lines, names }: Told, locale: Locale, wording: string): string {
  const { t } = speakerOf(locale);
  const { fromDay, toDay } = report.period;
  const days = formatDayRange(locale, fromDay * DAY_MS, toDay * DAY_MS);
  const told = lines.flatMap((line) => [
    `- ${plain(line.text)} *(${t(line.by === 'model' ? surfaces['report-file'].says : 'insights:byRule')})*`,
    ...line.facts.map((fact) => {
      const values = valueNames
        .filter((name) => fact.values[name] !== undefined)
        .map((name) => `${t(`insights:value.${name}`)} ${formatValue(locale, fact, name)}`);
      return `  - ${t('insights:rests')}: ${plain(nameSubject(fact, locale, names))}: ${values.join(' · ')}`;
    }),
  ]);
  return [
    `# ${t('insights:title')}: ${t('insights:report.days', { days, zone: report.timeZone })}`,
    `**${t('insights:guidance.title')}.** ${t('insights:guidance.body')}`,
    wording,
    told.join('\n') || t('insights:report.nothing'),
    '',
  ].join('\n\n');
}

/** Names are written by people: nothing in them is markup. */
const plain = (text: string) => text.replace(/[\\`*_{}[\]<>()#+!|~]/g, '\\$&');

/** A report for machines: facts with their numbers, and the sentences as they are told. */
export function insightsJson({ report, lines }: Told, locale: Locale): string {
  const { id, kind, period, timeZone, writtenAt, facts, withheld } = report;
  const sentences = lines.map((line) => ({ text: line.text, by: line.by, facts: line.facts.map((fact) => fact.id) }));
  return `${JSON.stringify({ id, kind, period, timeZone, writtenAt, locale, facts, sentences, withheld }, null, 2)}\n`;
}
