import { standsBehindGate } from '#core/support/stands-behind-gate.server.ts';
import type { CommandAnswer, CommandUse, PrivacyPart } from '../command.ts';
import { askFor, overAnswer, requestUrl, whenOver } from './ask.ts';
import { scopeOf, wordsOfScope } from './scope.ts';

/** Objects to being counted, here or everywhere. */
export const objectTo: PrivacyPart = {
  name: 'object',
  options: ['where'],
  answer: (use) => objectOrNot(use, false),
};

/** Takes an objection back. */
export const countMeAgain: PrivacyPart = {
  name: 'count-me-again',
  options: ['where'],
  answer: (use) => objectOrNot(use, true),
};

async function objectOrNot(use: CommandUse, undo: boolean): Promise<CommandAnswer> {
  const { t } = use;
  const guildId = scopeOf(use);
  if (guildId === 'nowhere') return { content: t('commands:notInGuild') };
  if (undo && (await standsBehindGate(use.deps.rights, { personId: use.userId })))
    return { content: t('commands:privacy.underAge', { contact: `${use.deps.origin}/contact` }) };
  const { requestId } = await askFor(use, { right: 'object', purpose: 'count-activity', guildId, undo });
  const where = wordsOfScope(use, guildId);
  const part = undo ? 'count-me-again' : 'object';
  return {
    content: t(`commands:privacy.${part}.asked`, { where }),
    buttons: [{ label: t('commands:privacy.open'), url: requestUrl(use, requestId) }],
    later: whenOver(use, requestId, overAnswer(use, { done: t(`commands:privacy.${part}.done`, { where }) })),
  };
}
