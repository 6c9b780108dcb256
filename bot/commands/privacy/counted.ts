import { ACTIVITY_KEPT_DAYS } from '#core/analytics/keep-partitions.server.ts';
import { brand } from '#core/platform/brand.ts';
import type { PrivacyPart } from '../command.ts';
import { readToday } from './read-today.ts';

/** What is counted and what never is, for anyone who asks; in a guild, also whether it is counted. */
export const counted: PrivacyPart = {
  name: 'counted',
  options: [],
  async answer(use) {
    const { t, deps, guildId } = use;
    const fields = [
      { name: t('commands:privacy.counted.countedTitle'), value: t('commands:privacy.counted.counted') },
      { name: t('commands:privacy.counted.neverTitle'), value: t('commands:privacy.counted.never') },
      {
        name: t('commands:privacy.counted.keptTitle'),
        value: t('commands:privacy.counted.kept', { days: ACTIVITY_KEPT_DAYS }),
      },
    ];
    if (guildId !== null) {
      const { state } = await readToday({ guildId, deps });
      const here = state === 'behind' ? 'counting' : state;
      fields.push({
        name: t('commands:privacy.counted.hereTitle'),
        value: t(`commands:privacy.counted.here.${here}`),
      });
    }
    return {
      embeds: [
        {
          title: t('commands:privacy.counted.title', { brand: brand.name }),
          fields,
          description: `[${t('commands:privacy.counted.open')}](${deps.origin})`,
        },
      ],
    };
  },
};
