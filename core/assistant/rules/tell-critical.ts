import { speakerOf } from '#core/i18n/i18n.ts';
import type { Locale } from '#core/i18n/rules.ts';
import type { Turn } from '../schema.ts';
import { criticalTopics, textsOf } from './critical-topics.ts';

/** What to check of a turn before somebody acts on it, as Markdown; nothing where a mistake would cost little. */
export function tellCritical(turn: Pick<Turn, 'question' | 'answer' | 'proposals'>, locale: Locale): string[] {
  const { t } = speakerOf(locale);
  const topics = criticalTopics(textsOf(turn));
  return topics.map((topic) => `**${t('assistant:critical.title')}.** ${t(`assistant:critical.${topic}`)}`);
}
