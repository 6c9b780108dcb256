import { standsBehindGate } from '#core/support/stands-behind-gate.server.ts';
import type { PrivacyPart } from '../command.ts';
import { readOption } from '../options.ts';
import { askFor, overAnswer, requestUrl, whenOver } from './ask.ts';
import { scopeOf, wordsOfScope } from './scope.ts';

/** Has the use of what is held restricted, or lifts that again. */
export const restrict: PrivacyPart = {
  name: 'restrict',
  options: ['where', 'lift'],
  async answer(use) {
    const { t } = use;
    const guildId = scopeOf(use);
    if (guildId === 'nowhere') return { content: t('commands:notInGuild') };
    const undo = readOption(use.chosen, 'lift');
    if (undo && (await standsBehindGate(use.deps.rights, { personId: use.userId })))
      return { content: t('commands:privacy.underAge', { contact: `${use.deps.origin}/contact` }) };
    const { requestId } = await askFor(use, { right: 'restrict', purpose: 'count-activity', guildId, undo });
    const where = wordsOfScope(use, guildId);
    const state = undo ? 'lifted' : 'restricted';
    return {
      content: t(`commands:privacy.restrict.${state}.asked`, { where }),
      buttons: [{ label: t('commands:privacy.open'), url: requestUrl(use, requestId) }],
      later: whenOver(
        use,
        requestId,
        overAnswer(use, { done: t(`commands:privacy.restrict.${state}.done`, { where }) }),
      ),
    };
  },
};
