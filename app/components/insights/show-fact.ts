import { dateOfDay } from '#core/analytics/rules/period.ts';
import type { Locale } from '#core/i18n/rules.ts';
import { formatValue, type Names, nameSubject } from '#core/insights/rules/say-fact.ts';
import { type Fact, type FactKind, type Measure, valueNames } from '#core/insights/schema.ts';
import type { PeriodPageKey } from '../analytics/props.ts';
import { paths } from '../paths.ts';
import type { ShownFact } from './props.ts';

/** On which page the numbers of a measure are drawn. */
const pages: Readonly<Record<Measure, PeriodPageKey>> = {
  messages: 'messages',
  voice: 'voice',
  active: 'members',
  posters: 'members',
  joins: 'growth',
  leaves: 'growth',
};
/** What says nothing about change has nothing that could be sure. */
const NO_CHANGE: ReadonlySet<FactKind> = new Set<FactKind>(['hole', 'little', 'early']);

/** A fact with its numbers as people write them, and the address where they are drawn. */
export function showFact(
  fact: Fact,
  { guildId, locale, names }: { guildId: string; locale: Locale; names: Names },
): ShownFact {
  const { fromDay, toDay, kind, measure, channelId } = fact;
  const page = kind === 'week1' || kind === 'week4' ? 'retention' : pages[measure];
  const query = new URLSearchParams({ from: dateOfDay(fromDay), to: dateOfDay(toDay) });
  if (channelId !== null) query.set('channel', channelId);
  return {
    id: fact.id,
    subject: nameSubject(fact, locale, names),
    sure: NO_CHANGE.has(kind) ? null : fact.sure,
    values: valueNames
      .filter((name) => fact.values[name] !== undefined)
      .map((name) => ({ name, said: formatValue(locale, fact, name) })),
    period: { fromDay, toDay },
    href: `${paths.period(guildId, page)}?${query}`,
  };
}
