import { askForShape } from '#core/ai/ask-for-shape.server.ts';
import type { Locale } from '#core/i18n/rules.ts';
import type { InsightsDeps } from './deps.server.ts';
import { claimReport, settleReport } from './internal/report-rows.server.ts';
import { sentenceShape } from './internal/sentence-shape.ts';
import { writePrompt } from './internal/write-prompt.ts';
import { checkSentences } from './rules/check-sentence.ts';
import { mayBeWorded } from './rules/compose-report.ts';
import type { Fact } from './schema.ts';

const LONGEST_SENTENCE = 400;

/**
 * Has a model word a report that waits for it, within all that stands before a model. Each sentence is checked against the
 * facts it rests on, and those that do not hold are counted and not kept. Whatever goes wrong, the rules' sentences stand.
 * @param asked.personId who asked for it; null where nobody did
 */
export async function wordReport(
  deps: Pick<InsightsDeps, 'db' | 'clock' | 'log' | 'models' | 'register'>,
  scope: { guildId: string; reportId: string },
  { personId, signal }: { personId: string | null; signal?: AbortSignal },
): Promise<'rules' | 'model' | 'nothing'> {
  const rows = deps.db.for('serve-guild', 'use-model');
  const report = await claimReport(rows, scope);
  if (report === null) return 'nothing';
  const facts = report.facts.filter(mayBeWorded);
  const byRules = async (why: string) => {
    await settleReport(rows, scope, { wording: 'rules', why, sentences: [], withheld: 0 });
    return 'rules' as const;
  };
  if (facts.length === 0) return byRules('nothing');
  const answer = await askForShape(deps, requestOf(scope.guildId, personId, facts, report.locale, signal));
  if (answer.state === 'refused') return byRules(answer.reason);
  if (answer.state === 'failed') return byRules('failed');
  const { kept, withheld } = checkSentences(
    answer.value.sentences.filter(({ text }) => text.length <= LONGEST_SENTENCE),
    facts,
    report.locale,
  );
  const tooLong = answer.value.sentences.filter(({ text }) => text.length > LONGEST_SENTENCE).length;
  await settleReport(rows, scope, { wording: 'model', why: null, sentences: kept, withheld: withheld + tooLong });
  return 'model';
}

function requestOf(
  guildId: string,
  personId: string | null,
  facts: readonly Fact[],
  locale: Locale,
  signal: AbortSignal | undefined,
) {
  return {
    feature: 'insights',
    personId,
    guildId,
    messages: writePrompt(facts, locale),
    shape: sentenceShape,
    ...(signal ? { signal } : {}),
  };
}
