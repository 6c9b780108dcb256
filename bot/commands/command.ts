import type { APIEmbed } from 'discord-api-types/v10';
import type { i18n } from 'i18next';
import type { Locale } from '#core/i18n/rules.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { SlashInteraction } from './interaction.ts';

export interface CommandDeps {
  db: Database;
  clock: Clock;
  /** Of the dashboard. */
  origin: string;
  mode: 'development' | 'production' | 'test';
}

export interface CommandUse {
  guildId: string;
  interaction: SlashInteraction;
  /** Of the person, or of the guild where everyone in the channel reads the answer. */
  locale: Locale;
  t: i18n['t'];
  deps: CommandDeps;
}

export interface CommandAnswer {
  embeds: APIEmbed[];
}

export interface CommandOption {
  name: 'public';
  /** Discord's option type. 5: BOOLEAN. */
  type: 5;
}

/** A slash command. Its words are `commands:<name>.name`, `.description` and `.options.<option>`. */
export interface Command {
  name: 'stats' | 'privacy';
  /** Who sees it unless a server says otherwise; null for everyone. */
  defaultMemberPermissions: bigint | null;
  options: readonly CommandOption[];
  answer(use: CommandUse): Promise<CommandAnswer>;
}
