import type { APIEmbedField } from 'discord-api-types/v10';
import { z } from 'zod';
import { listOwnSubscriptions } from '#core/billing/list-own-subscriptions.server.ts';
import { snowflakeSchema } from '#core/platform/snowflake.ts';
import type { CommandUse, PrivacyPart } from '../command.ts';
import { askFor, overAnswer, requestUrl, whenOver } from './ask.ts';
import { scopeOf, wordsOfScope } from './scope.ts';

/** Subscriptions that are named; Discord takes 1024 characters of a field. */
const NAMED = 3;
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
            ...(await whatIsPaid(use)),
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

/** That subscriptions of the person go on, with the way to each; nothing where they pay for none. */
async function whatIsPaid({ t, deps, userId }: CommandUse): Promise<APIEmbedField[]> {
  const paid = await listOwnSubscriptions(deps.rights, { accountId: userId });
  if (paid.length === 0) return [];
  const lines = paid.slice(0, NAMED).map(({ guildId, endsAt }) => {
    const words = t('privacy-centre:right.erase.pays.open', { name: guildId });
    const link = `[${words}](<${deps.origin}/guilds/${guildId}/premium>)`;
    if (endsAt === null) return link;
    const when = `<t:${Math.floor(endsAt.getTime() / 1_000)}:D>`;
    return `${link} · ${t('privacy-centre:right.erase.pays.ends', { when })}`;
  });
  const value = [t('privacy-centre:right.erase.pays.body'), ...lines].join('\n');
  return [{ name: t('privacy-centre:right.erase.pays.title'), value }];
}
