import type { ModelMessage } from '#core/ai/schema.ts';
import { type Locale, nameOfLocale } from '#core/i18n/rules.ts';
import { channelMarks } from '../rules/channel-marks.ts';
import { sayFact } from '../rules/say-fact.ts';
import type { Fact } from '../schema.ts';

/** Another text here is another prompt version in core/ai/features.ts, and wants another assessment. */
const RULES = `You put statistics of a community into words for the people who manage it.
You get sentences, each with the ids of the facts it rests on. Write them anew: plain, short and kind, at most two lines each, the most telling first. You may join two that belong together.
Say only what they say. Keep every number, date and hour as it is written, and every channel as its mark in braces. Do not round or compute. No causes, no praise or blame, no advice, no guesses, no markup, no links.
Write in the language of the sentences.`;

/** What a model is asked: sentences about totals, in which a channel is a mark and nobody is named. */
export function writePrompt(facts: readonly Fact[], locale: Locale): ModelMessage[] {
  const marks = channelMarks(facts);
  const names = { channel: (id: string) => marks.get(id) ?? '', note: () => '' };
  const sentences = facts.map((fact) => ({ facts: [fact.id], text: sayFact(fact, locale, names) }));
  return [
    { role: 'system', parts: [{ field: null, text: RULES }] },
    {
      role: 'user',
      parts: [
        { field: null, text: `Language: ${nameOfLocale(locale)} (${locale})` },
        { field: 'totals', text: JSON.stringify({ sentences }) },
      ],
    },
  ];
}
