import { speakerOf } from '#core/i18n/i18n.ts';
import { askedPeriod, type Unit } from '../rules/asked-period.ts';
import { type ChosenByWords, chooseReads, chosenByWords } from '../rules/choose-reads.ts';
import { withoutFiller } from '../rules/without-filler.ts';
import type { AssistantEvent, ReadToolName } from '../schema.ts';
import type { Draft } from './draft.server.ts';
import { noteUnanswered } from './note-unanswered.server.ts';
import { tellSources } from './tell-sources.ts';
import type { Tools } from './tools/make-tools.server.ts';
import { readSource } from './tools/run-tool.server.ts';

/**
 * Answers without a model, in the language of who asks: what the words of the question name is read, and knowledge and
 * documentation are searched. What was read already stays. Where nobody has a model, what was found nowhere is noted for
 * people to write down, and the answer says so.
 */
export async function answerByRules(tools: Tools, draft: Draft, emit: (event: AssistantEvent) => void): Promise<void> {
  const { deps, scope, locale, today } = tools.bound;
  const { t } = speakerOf(locale);
  const wordsOf = (name: ChosenByWords) => t(`assistant:words.${name}`);
  const words = Object.fromEntries(chosenByWords.map((name) => [name, wordsOf(name)]));
  const spans = Object.fromEntries(
    (['yesterday', 'day', 'week', 'month', 'year'] as const).map((unit) => [unit, t(`assistant:words.${unit}`)]),
  );
  const period = askedPeriod(draft.question, spans as Record<Unit, string>, today) ?? { from: null, to: null };
  const about = withoutFiller(draft.question, t('assistant:words.filler')).slice(0, 300);
  const query = about || draft.question.slice(0, 300);
  const chosen: readonly ReadToolName[] =
    draft.sources.length > 0
      ? []
      : [...chooseReads(draft.question, words as Record<ChosenByWords, string>), 'knowledge', 'documentation'];
  for (const name of chosen) {
    const tool = tools.reads.find((one) => one.name === name);
    if (!tool) continue;
    emit({ kind: 'reading', tool: name });
    const input = { ...period, query, measure: 'messages', weekday: null, channel: null, part: null };
    const source = await readSource(tool, tool.input.parse(input), draft.sources.length + 1);
    if ('error' in source || source.facts.every(({ value, missing }) => value === null && missing === 'unknown'))
      continue;
    draft.sources.push(source);
    emit({ kind: 'source', source });
  }
  draft.answer = tellSources(draft.sources, locale);
  const isNoted = draft.refusal === 'no-model' && (await noteUnanswered(deps, scope, draft, about));
  if (isNoted) draft.answer += `\n\n${t('assistant:rules.noted', { page: t('knowledge:title') })}`;
  draft.writtenBy = 'rules';
  emit({ kind: 'text', text: draft.answer, by: 'rules' });
}
