import { z } from 'zod';
import { getDigest } from '#core/analytics/get-digest.server.ts';
import { getEntitlement } from '#core/billing/list-entitled-guilds.server.ts';
import { getGuildLocale } from '#core/guilds/get-guild-locale.server.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import { type Bound, fact, factOr, type ReadTool, readTool } from './tool.ts';

/** How the guild is set, as who manages it sees it on its pages. */
export function settingsTool({ deps, scope, locale, timeZone, places }: Bound): ReadTool {
  const { t } = speakerOf(locale);
  return readTool({
    name: 'settings',
    description: 'Settings of the server here: time zone, language, premium, weekly digest and its channel.',
    input: z.object({}),
    fields: ['settings'],
    async read() {
      const [digest, entitlement, language, visible] = await Promise.all([
        getDigest(deps.modelDb, scope),
        getEntitlement({ db: deps.modelDb, clock: deps.clock }, scope.guildId),
        getGuildLocale(deps.modelDb, scope),
        places(),
      ]);
      const channel = visible?.channels.find(({ id }) => id === digest.settings?.channelId);
      const toldChannel = channel ? `#${channel.name}` : t('assistant:value.hidden');
      const stopped = digest.settings?.stopped;
      return {
        path: `/guilds/${scope.guildId}/digest`,
        range: null,
        facts: [
          fact('timeZone', timeZone),
          language === null ? factOr('language', null, 'unknown') : fact('language', language),
          fact('premium', t(`billing:state.${entitlement.state}`)),
          visible === null && digest.settings
            ? factOr('digestChannel', null, 'unknown')
            : fact('digestChannel', digest.settings ? toldChannel : t('assistant:value.off')),
          ...(stopped ? [fact('digestStopped', t(`assistant:value.stopped.${stopped.reason}`))] : []),
        ],
      };
    },
  });
}
