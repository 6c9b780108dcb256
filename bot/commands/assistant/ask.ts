import { askAssistant } from '#core/assistant/ask-assistant.server.ts';
import { getNewestThread } from '#core/assistant/get-newest-thread.server.ts';
import type { Scope } from '#core/assistant/schema.ts';
import { noteManaging } from '#core/guilds/note-managing.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import { brand } from '#core/platform/brand.ts';
import { type Answering, type Command, type CommandAnswer, type GuildUse, inGuild } from '../command.ts';
import { readOption } from '../options.ts';
import { replyOf } from './reply.ts';

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
  // Discord sent their permissions along with the command, and it is answered to those who manage the guild alone.
  await noteManaging(assistant, scope);
  const asking = askAssistant(assistant, scope, {
    threadId: await getNewestThread(assistant, scope, 'discord'),
    question: readOption(use.chosen, 'question'),
    origin: 'discord',
    locale: use.locale,
    signal: new AbortController().signal,
  });
  for (let threadId = ''; ; ) {
    const { done, value } = await asking.next();
    if (done) return replyOf(use, threadId, value);
    if (value.kind === 'begun') threadId = value.threadId;
  }
}

function apology({ t }: GuildUse, error: unknown): string {
  if (error instanceof AppError && error.code === 'bad_input') return t('commands:ask.noQuestion');
  if (error instanceof AppError && error.code === 'too_many_requests') return t('errors:too_many_requests.body');
  return t('commands:broken', { brand: brand.name });
}
