import { z } from 'zod';
import { speakerOf } from '#core/i18n/i18n.ts';
import { type Bound, fact, type ReadTool, readTool } from './tool.ts';

const MOST = 150;

/** Channels that the person may see, and the roles of the guild. */
export function structureTool({ scope, locale, places }: Bound): ReadTool {
  const { t } = speakerOf(locale);
  return readTool({
    name: 'structure',
    description: 'Structure of the server: list of its channels, categories and roles.',
    input: z.object({ part: z.enum(['channels', 'roles']).nullable().describe('Null: both.') }),
    fields: ['structure'],
    async read({ part }) {
      const visible = await places();
      if (visible === null) return { error: 'Discord cannot be asked for the structure at this moment.' };
      const { channels, roles } = visible;
      return {
        path: `/guilds/${scope.guildId}/knowledge`,
        range: null,
        facts: [
          ...(part === 'roles'
            ? []
            : [
                fact('channelCount', channels.length),
                ...channels
                  .slice(0, MOST)
                  .map(({ name, kind }) => fact('channel', name, t(`assistant:value.channelKind.${kind}`))),
              ]),
          ...(part === 'channels'
            ? []
            : [fact('roleCount', roles.length), ...roles.slice(0, MOST).map(({ name }) => fact('role', name))]),
        ],
      };
    },
  });
}
