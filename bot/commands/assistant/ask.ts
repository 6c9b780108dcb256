import { surfaces } from '#core/ai/rules/surfaces.ts';
import { askAssistant } from '#core/assistant/ask-assistant.server.ts';
import { getNewestThread } from '#core/assistant/get-newest-thread.server.ts';
import { tellCritical } from '#core/assistant/rules/tell-critical.ts';
import type { Scope, Source, Turn } from '#core/assistant/schema.ts';
import { AppError } from '#core/platform/app-error.ts';
import { brand } from '#core/platform/brand.ts';
import { type Answering, type Command, type CommandAnswer, type GuildUse, inGuild } from '../command.ts';
import { readOption } from '../options.ts';
import { plainText } from './plain-text.ts';

/** As much as Discord takes in a message. */
const LONGEST = 2_000;
const MOST_SOURCES = 5;

/** Asks the assistant. What it is asked comes later: an answer takes longer than other commands may wait for a turn. */
const whole: Answering = {
  options: ['question'],
  answer: inGuild(async (use) => ({
    content: use.t('commands:ask.working'),
    later: () => answerOf(use).catch((error) => ({ content: apology(use, error) })),
  })),
};

/** For those who manage the guild: Discord offers it to nobody else, and each use is checked again. */
export const ask: Command = { name: 'ask', defaultMemberPermissions: 1n << 5n, outsideGuilds: false, whole };

/** The newest conversation from Discord goes on; the dashboard shows it whole. */
async function answerOf(use: GuildUse): Promise<CommandAnswer> {
  const { assistant } = use.deps;
  const scope: Scope = { personId: use.userId, guildId: use.guildId };
  const asking = askAssistant(assistant, scope, {
    threadId: await getNewestThread(assistant, scope, 'discord'),
    question: readOption(use.chosen, 'question'),
    origin: 'discord',
    locale: use.locale,
    signal: new AbortController().signal,
  });
  for (let threadId = ''; ; ) {
    const { done, value } = await asking.next();
    if (done) return { content: messageOf(use, threadId, value) };
    if (value.kind === 'begun') threadId = value.threadId;
  }
}

/** The answer as text, marked as what it is, with what it rests on; at most as long as Discord takes. */
function messageOf(use: GuildUse, threadId: string, turn: Turn): string {
  const { t, deps } = use;
  const { state, unsupported, proposals } = turn;
  const page = `${deps.origin}/guilds/${use.guildId}/assistant/${threadId}`;
  const isWhole = state === 'done' || state === 'without-model';
  const tail = [
    ...(isWhole ? [] : [t('commands:ask.unfinished')]),
    ...(unsupported.length > 0 ? [t('assistant:unsupported', { numbers: plainText(unsupported.join(' · ')) })] : []),
    ...tellCritical(turn, use.locale),
    ...(turn.writtenBy === 'model' ? [`-# ${t(surfaces['discord-answer'].says)}`] : []),
    ...(turn.sources.length > 0 ? [`**${t('commands:ask.sources')}**`] : []),
    ...turn.sources.slice(0, MOST_SOURCES).map((source) => sourceLine(use, source)),
    ...(proposals.length > 0 ? [t('commands:ask.proposals', { count: proposals.length })] : []),
    `[${t('commands:ask.dashboard')}](<${page}>)`,
  ].join('\n');
  const room = LONGEST - tail.length - 2;
  const answer = plainText(turn.answer);
  return `${answer.length <= room ? answer : `${answer.slice(0, room - 1)}…`}\n\n${tail}`;
}

function sourceLine({ t, deps }: GuildUse, { number, tool, range, path }: Source): string {
  const words = { number, tool: t(`assistant:tool.${tool}`) };
  const name = range ? t('commands:ask.sourceOf', { ...words, ...range }) : t('commands:ask.source', words);
  return `[${name}](<${deps.origin}${path}>)`;
}

function apology({ t }: GuildUse, error: unknown): string {
  if (error instanceof AppError && error.code === 'bad_input') return t('commands:ask.noQuestion');
  if (error instanceof AppError && error.code === 'too_many_requests') return t('errors:too_many_requests.body');
  return t('commands:broken', { brand: brand.name });
}
