import { DiscordAPIError } from '@discordjs/rest';
import { commands } from '#bot/commands/commands.ts';
import { describeCommands } from '#bot/commands/describe-commands.ts';
import { type Application, putCommands } from '#bot/commands/put-commands.ts';
import type { Job } from './job.ts';

/** Puts the commands where Discord has others. What waiting cannot cure is logged; all else fails, and is tried again. */
export function registerCommandsJob(application: Application): Job {
  return {
    name: 'register-commands',
    schedule: '*/10 * * * *',
    atStart: true,
    async run({ log, signal }) {
      try {
        const wrote = await putCommands(application, describeCommands(commands), signal);
        if (wrote) log.info({ commands: commands.length }, 'commands registered');
      } catch (error) {
        if (signal?.aborted) return;
        if (!(error instanceof DiscordAPIError) || error.status >= 500 || error.status === 429) throw error;
        log.error({ status: error.status, error: error.message }, 'Discord refuses the commands');
      }
    },
  };
}
