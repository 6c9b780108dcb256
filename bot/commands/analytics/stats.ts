import type { Command } from '../command.ts';
import { statsChannel } from './stats-channel.ts';
import { statsGuild } from './stats-guild.ts';
import { statsMe } from './stats-me.ts';

/**
 * What was counted, as a picture and in figures. Everyone sees the command, because Discord hides whole commands only and
 * `me` is for everyone; who may use which part is in the authorization matrix.
 */
export const stats: Command = {
  name: 'stats',
  defaultMemberPermissions: null,
  outsideGuilds: false,
  subcommands: [statsGuild, statsChannel, statsMe],
};
