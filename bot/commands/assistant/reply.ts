import { surfaces } from '#core/ai/rules/surfaces.ts';
import { tellCritical } from '#core/assistant/rules/tell-critical.ts';
import type { Source, Turn } from '#core/assistant/schema.ts';
import type { CommandAnswer, GuildUse } from '../command.ts';
import { plainText } from './plain-text.ts';

/** As much as Discord takes in a message. */
const LONGEST = 2_000;
const MOST_SOURCES = 5;
const MOST_NUMBERS = 10;

type Use = Pick<GuildUse, 'guildId' | 'locale' | 't'> & { deps: Pick<GuildUse['deps'], 'origin'> };

/** The answer as text, marked as what it is, with what it rests on; at most as long as Discord takes. */
export function replyOf(use: Use, threadId: string, turn: Turn): CommandAnswer {
  const { t, deps } = use;
  const { state, unsupported, proposals } = turn;
  const page = `${deps.origin}/guilds/${use.guildId}/assistant/${threadId}`;
  const isWhole = state === 'done' || state === 'without-model';
  const numbers = plainText(shortened(unsupported).join(' · '));
  const tail = [
    ...(isWhole ? [] : [t('commands:ask.unfinished')]),
    ...(unsupported.length > 0 ? [t('assistant:unsupported', { numbers })] : []),
    ...tellCritical(turn, use.locale),
    ...(turn.writtenBy === 'model' ? [`-# ${t(surfaces['discord-answer'].says)}`] : []),
    ...(turn.sources.length > 0 ? [`**${t('commands:ask.sources')}**`] : []),
    ...turn.sources.slice(0, MOST_SOURCES).map((source) => sourceLine(use, source)),
    ...(proposals.length > 0 ? [t('commands:ask.proposals', { count: proposals.length })] : []),
    `[${t('commands:ask.dashboard')}](<${page}>)`,
  ].join('\n');
  const room = LONGEST - tail.length - 2;
  const answer = plainText(turn.answer);
  // No half of a character at its end.
  const begun = answer.slice(0, room - 1).replace(/[\uD800-\uDBFF]$/, '');
  return { content: `${answer.length <= room ? answer : `${begun}…`}\n\n${tail}` };
}

function shortened(numbers: readonly string[]): string[] {
  return [...numbers.slice(0, MOST_NUMBERS), ...(numbers.length > MOST_NUMBERS ? ['…'] : [])];
}

function sourceLine({ t, deps }: Use, { number, tool, range, path }: Source): string {
  const words = { number, tool: t(`assistant:tool.${tool}`) };
  const name = range ? t('commands:ask.sourceOf', { ...words, ...range }) : t('commands:ask.source', words);
  return `[${name}](<${deps.origin}${path}>)`;
}
