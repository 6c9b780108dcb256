import type { APIEmbed } from 'discord-api-types/v10';
import type { i18n } from 'i18next';
import type { Pictures } from '#bot/pictures/pictures.ts';
import type { AssistantDeps } from '#core/assistant/deps.server.ts';
import type { Locale } from '#core/i18n/rules.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { OptionName } from './options.ts';

export interface CommandDeps {
  /** Speaks as the counts: accounts are out of its reach. */
  db: Database;
  /** Speaks as the owner, for the rights of people alone: they reach over both. */
  rights: Database;
  clock: Clock;
  /** Of the dashboard. */
  origin: string;
  mode: 'development' | 'production' | 'test';
  pictures: Pictures;
  /** Its connections speak as the dashboard and as a model, and reach nothing that was counted of people. */
  assistant: AssistantDeps;
}

export interface CommandUse {
  /** Null in a direct message. */
  guildId: string | null;
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
export type GuildUse = CommandUse & { guildId: string };

export interface AttachedPicture {
  /** File name, with its ending. */
  name: string;
  png: Uint8Array;
  /** What it shows, for those who do not see it: at most 1024 characters. */
  alt: string;
}

/** One leads to a page, the other is answered by the `press` of the command, which gets its `argument`. */
export type AnswerButton = { label: string } & (
  | { url: string }
  /** With the command's key at most 100 characters. */
  | { argument: string; danger?: boolean }
);

export interface CommandAnswer {
  content?: string;
  embeds?: APIEmbed[];
  picture?: AttachedPicture;
  /** At most five. */
  buttons?: readonly AnswerButton[];
  /** What takes the answer's place once it is there; null where the answer stays. Discord takes it for 15 minutes. */
  later?: () => Promise<CommandAnswer | null>;
}

/** A field of a form, with words as long as Discord takes them. */
export interface FormField {
  name: string;
  /** At most 45 characters. */
  label: string;
  /** At most 100. */
  help: string;
  /** Of what is written. */
  minLength: number;
  maxLength: number;
}

/** A form that Discord shows in place of an answer. What is filled in comes back to the command's `submit`. */
export interface AnswerForm {
  /** At most 45 characters. */
  title: string;
  /** Comes back with what was filled in; with the command's key at most 100 characters. */
  argument: string;
  /** At most five. */
  fields: readonly FormField[];
}

interface Answers {
  answer(use: CommandUse): Promise<CommandAnswer>;
  /** What a button of its answer does: the answer is replaced. */
  press?(use: CommandUse, argument: string): Promise<CommandAnswer>;
}

interface AsksFirst {
  /** Shown at once: Discord takes a form as the first answer only, so nothing is looked up for it. */
  form(use: CommandUse): AnswerForm;
  submit(use: CommandUse, argument: string, filled: ReadonlyMap<string, string>): Promise<CommandAnswer>;
}

/** What a command, or one of its subcommands, takes and does. */
export type Answering = { options: readonly OptionName[] } & (Answers | AsksFirst);

export type Subcommand<Name extends string> = Answering & { name: Name };
export type StatsPart = Subcommand<'guild' | 'channel' | 'me'>;
export type PrivacyPart = Subcommand<
  | 'counted'
  | 'see'
  | 'export'
  | 'erase'
  | 'object'
  | 'count-me-again'
  | 'restrict'
  | 'requests'
  | 'contact'
  | 'report-under-age'
>;

/**
 * A slash command, whole or in parts. Its words are `commands:<name>.name` and `.description`, those of a subcommand
 * `commands:<name>.<subcommand>.name`; options share theirs, `commands:options.<option>`.
 */
export type Command = {
  /** Who sees it unless a server says otherwise; null for everyone. */
  defaultMemberPermissions: bigint | null;
  /** Also in direct messages with the bot. */
  outsideGuilds: boolean;
} & (
  | { name: 'privacy'; subcommands: readonly PrivacyPart[] }
  | { name: 'stats'; subcommands: readonly StatsPart[] }
  | { name: 'ask'; whole: Answering }
);

/** Everything that can be run, by its key in the authorization matrix. */
export function usesOf(commands: readonly Command[]): Map<string, Answering> {
  return new Map(
    commands.flatMap((command): [string, Answering][] =>
      'whole' in command
        ? [[command.name, command.whole]]
        : command.subcommands.map((part) => [`${command.name} ${part.name}`, part]),
    ),
  );
}

/** For what speaks of the guild it is used in: the authorization matrix lets nobody use it elsewhere. */
export function inGuild(answer: (use: GuildUse) => Promise<CommandAnswer>): Answers['answer'] {
  return (use) => {
    const { guildId } = use;
    if (guildId === null) throw new AppError('internal', 'this is used in guilds only');
    return answer({ ...use, guildId });
  };
}
