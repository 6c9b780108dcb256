import { ACTIVITY_KEPT_DAYS } from '#core/analytics/keep-partitions.server.ts';
import { brand } from '#core/platform/brand.ts';
import type { Command } from '../command.ts';
import { readToday } from './read-today.ts';

/** What is counted here and what never is, for anyone who asks. */
export const privacy: Command = {
  name: 'privacy',
  defaultMemberPermissions: null,
  options: [],
  async answer(use) {
    const { t, deps } = use;
    const { state } = await readToday(use);
    const here = state === 'behind' ? 'counting' : state;
    return {
      embeds: [
        {
          title: t('commands:privacy.title', { brand: brand.name }),
          fields: [
            { name: t('commands:privacy.countedTitle'), value: t('commands:privacy.counted') },
            { name: t('commands:privacy.neverTitle'), value: t('commands:privacy.never') },
            { name: t('commands:privacy.keptTitle'), value: t('commands:privacy.kept', { days: ACTIVITY_KEPT_DAYS }) },
            { name: t('commands:privacy.hereTitle'), value: t(`commands:privacy.here.${here}`) },
          ],
          description: `[${t('commands:privacy.open')}](${deps.origin})`,
        },
      ],
    };
  },
};
