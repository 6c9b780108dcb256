import type { PrivacyPart } from '../command.ts';
import { askFor, requestUrl } from './ask.ts';
import { scopeOf, wordsOfScope } from './scope.ts';

/** A file with what is held about the person. The link holds its key: it is for their eyes, and nobody here keeps it. */
export const takeAlong: PrivacyPart = {
  name: 'export',
  options: ['where'],
  async answer(use) {
    const { t } = use;
    const guildId = scopeOf(use);
    if (guildId === 'nowhere') return { content: t('commands:notInGuild') };
    const { requestId, key } = await askFor(use, { right: 'export', guildId });
    const where = wordsOfScope(use, guildId);
    return {
      content: t(key === null ? 'commands:privacy.export.before' : 'commands:privacy.export.asked', { where }),
      buttons: [{ label: t('commands:privacy.export.fetch'), url: requestUrl(use, requestId, key) }],
    };
  },
};
