import type { Locale } from '#core/i18n/rules.ts';
import type { Fact, FactKind, Report } from '../schema.ts';
import { channelMarks } from './channel-marks.ts';
import { type Names, sayFact } from './say-fact.ts';

/** What rules alone say: where nothing may be left out, or more read into it than it says. */
const BY_RULE: ReadonlySet<FactKind> = new Set<FactKind>(['hole', 'note', 'little', 'early', 'steady']);

export const mayBeWorded = (fact: Fact) => !BY_RULE.has(fact.kind);

/** A sentence as it is shown, with what it rests on. */
export interface Line {
  text: string;
  by: 'rules' | 'model';
  facts: Fact[];
}

/**
 * The sentences of a report in a language: a model's where it worded this report in it, and the rules' for every fact that no
 * such sentence rests on. Holes come first, for they say what the rest cannot.
 */
export function composeReport(report: Report, locale: Locale, names: Names): Line[] {
  const { facts, sentences } = report;
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const idOf = new Map([...channelMarks(facts)].map(([id, mark]) => [mark, id]));
  const name = (mark: string) => names.channel(idOf.get(mark) ?? '');
  const worded: Line[] =
    report.wording === 'model' && report.locale === locale
      ? sentences.map(({ text, facts: ids }) => ({
          text: text.replace(/\{c\d+\}/g, name),
          by: 'model',
          facts: ids.flatMap((id) => byId.get(id) ?? []),
        }))
      : [];
  const told = new Set(worded.flatMap((line) => line.facts.map(({ id }) => id)));
  const rest = facts
    .filter(({ id }) => !told.has(id))
    .map((fact): Line => ({ text: sayFact(fact, locale, names), by: 'rules', facts: [fact] }));
  const isHole = ({ facts: [fact] }: Line) => fact?.kind === 'hole';
  return [...rest.filter(isHole), ...worded, ...rest.filter((line) => !isHole(line))];
}
