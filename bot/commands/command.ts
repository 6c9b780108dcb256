import type { APIEmbed } from 'discord-api-types/v10';
import type { i18n } from 'i18next';
import type { Pictures } from '#bot/pictures/pictures.ts';
import type { Locale } from '#core/i18n/rules.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { OptionName } from './options.ts';

export interface CommandDeps {
  db: Database;
  clock: Clock;
  /** Of the dashboard. */
  origin: string;
  mode: 'development' | 'production' | 'test';
  pictures: Pictures;
}

export interface CommandUse {
  guildId: string;
  /** Discord user id of who asks. */
  userId: string;
  /** Where it is asked. */
  channelId: string | null;
  /** What was chosen for the options, as Discord sent it. */
  chosen: ReadonlyMap<string, unknown>;
  /** Of the person, or of the guild where everyone in the channel reads the answer. */
  locale: Locale;
  t: i18n['t'];
  deps: CommandDeps;
}

export interface AttachedPicture {
  /** File name, with its ending. */
  name: string;
  png: Uint8Array;
  /** What it shows, for those who do not see it: at most 1024 characters. */
  alt: string;
}

export interface CommandAnswer {
  content?: string;
  embeds?: APIEmbed[];
  picture?: AttachedPicture;
}

/** What a command, or one of its subcommands, takes and does. */
export interface Answering {
  options: readonly OptionName[];
  answer(use: CommandUse): Promise<CommandAnswer>;
}

export interface Subcommand extends Answering {
  name: 'guild' | 'channel' | 'me';
}

/**
 * A slash command. Its words are `commands:<name>.name` and `.description`, those of a subcommand
 * `commands:<name>.<subcommand>.name`; options share theirs, `commands:options.<option>`.
 */
export type Command = {
  /** Who sees it unless a server says otherwise; null for everyone. */
  defaultMemberPermissions: bigint | null;
} & (({ name: 'privacy' } & Answering) | { name: 'stats'; subcommands: readonly Subcommand[] });

/** Everything that can be run, by its key in the authorization matrix. */
export function usesOf(commands: readonly Command[]): Map<string, Answering> {
  return new Map(
    commands.flatMap((command) =>
      'subcommands' in command
        ? command.subcommands.map((part) => [`${command.name} ${part.name}`, part] as [string, Answering])
        : [[command.name, command] as [string, Answering]],
    ),
  );
}
