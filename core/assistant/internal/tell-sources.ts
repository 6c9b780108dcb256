import { speakerOf } from '#core/i18n/i18n.ts';
import type { Locale } from '#core/i18n/rules.ts';
import type { Fact, Source } from '../schema.ts';
import { shortened } from './tools/shortened.ts';

const MOST_FACTS = 10;
/** The whole of a text is in the source. */
const LONGEST_LINE = 280;

/** What was read, in words and without a model: Markdown. */
export function tellSources(sources: readonly Source[], locale: Locale): string {
  const { t } = speakerOf(locale);
  if (sources.length === 0) return t('assistant:rules.nothing');
  return [t('assistant:rules.lead'), ...sources.map((source) => tellSource(source, locale))].join('\n\n');
}

function tellSource({ tool, range, number, facts }: Source, locale: Locale): string {
  const { t } = speakerOf(locale);
  const head = range
    ? t('assistant:rules.sourceOf', { tool: t(`assistant:tool.${tool}`), ...range, number })
    : t('assistant:rules.source', { tool: t(`assistant:tool.${tool}`), number });
  const rest = facts.length - MOST_FACTS;
  return [
    head,
    '',
    ...facts.slice(0, MOST_FACTS).map((fact) => `- ${shortened(tellFact(fact, locale), LONGEST_LINE)}`),
    ...(rest > 0 ? [`- ${t('assistant:rules.more', { count: rest })}`] : []),
  ].join('\n');
}

/** A fact in words, in one line. */
export function tellFact({ name, of, value, missing }: Fact, locale: Locale): string {
  const { t } = speakerOf(locale);
  const is =
    typeof value === 'number'
      ? new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value)
      : (value ?? t(`assistant:missing.${missing ?? 'unknown'}`)).replace(/\s+/g, ' ');
  const what = t(`assistant:fact.${name}`);
  return of === null ? `${what}: ${is}` : `${what} (${of}): ${is}`;
}
