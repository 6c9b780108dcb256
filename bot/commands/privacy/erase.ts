import { z } from 'zod';
import { snowflakeSchema } from '#core/platform/snowflake.ts';
import type { PrivacyPart } from '../command.ts';
import { askFor, overAnswer, requestUrl, whenOver } from './ask.ts';
import { scopeOf, wordsOfScope } from './scope.ts';

const EVERYWHERE = 'all';
const KEEP = 'keep';
const pressed = z.union([z.literal(KEEP), z.literal(EVERYWHERE), snowflakeSchema]);

/** Erases what is held about the person, after a second word of theirs. */
export const erase: PrivacyPart = {
  name: 'erase',
  options: ['where'],
  async answer(use) {
    const { t } = use;
    const guildId = scopeOf(use);
    if (guildId === 'nowhere') return { content: t('commands:notInGuild') };
    return {
      embeds: [
        {
          title: t('commands:privacy.erase.sure', { where: wordsOfScope(use, guildId) }),
          fields: [
            {
              name: t('commands:privacy.erase.goesTitle'),
              value: t(guildId === null ? 'commands:privacy.erase.goesAll' : 'commands:privacy.erase.goes'),
            },
            { name: t('commands:privacy.erase.staysTitle'), value: t('commands:privacy.erase.stays') },
          ],
        },
      ],
      buttons: [
        { label: t('commands:privacy.erase.confirm'), argument: guildId ?? EVERYWHERE, danger: true },
        { label: t('commands:privacy.erase.keep'), argument: KEEP },
      ],
    };
  },
  async press(use, argument) {
    const { t } = use;
    const scope = pressed.parse(argument);
    if (scope === KEEP) return { content: t('commands:privacy.erase.kept') };
    const guildId = scope === EVERYWHERE ? null : scope;
    const { requestId } = await askFor(use, { right: 'erase', guildId });
    const where = wordsOfScope(use, guildId);
    return {
      content: t('commands:privacy.erase.asked', { where }),
      buttons: [{ label: t('commands:privacy.open'), url: requestUrl(use, requestId) }],
      later: whenOver(use, requestId, overAnswer(use, { done: t('commands:privacy.erase.done', { where }) })),
    };
  },
};
