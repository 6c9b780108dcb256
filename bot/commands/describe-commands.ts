import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  Locale as DiscordLocale,
  InteractionContextType,
  type RESTPutAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import { speakerOf } from '#core/i18n/i18n.ts';
import { FALLBACK_LOCALE, type Locale, locales } from '#core/i18n/rules.ts';
import type { Answering, Command } from './command.ts';
import { type OptionName, optionKinds } from './options.ts';

/** Discord's locales that read one of ours: "pt" serves pt-BR, "es" serves es-ES and es-419. */
function discordLocales(locale: string): DiscordLocale[] {
  return Object.values(DiscordLocale).filter((tag) => tag === locale || tag.split('-')[0] === locale);
}

type Localized = Partial<Record<DiscordLocale, string>> | null;

/** A word in every language that is not the fallback; null where there is none. */
function localized(say: (locale: Locale) => string, languages: readonly Locale[]): Localized {
  const entries = languages
    .filter((locale) => locale !== FALLBACK_LOCALE)
    .flatMap((locale) => discordLocales(locale).map((tag) => [tag, say(locale)] as const));
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}

type Wording = (locale: Locale, part: 'name' | 'description') => string;

function worded(say: Wording, languages: readonly Locale[]) {
  return {
    name: say(FALLBACK_LOCALE, 'name'),
    name_localizations: localized((locale) => say(locale, 'name'), languages),
    description: say(FALLBACK_LOCALE, 'description'),
    description_localizations: localized((locale) => say(locale, 'description'), languages),
  };
}

/** The body of PUT /applications/{id}/commands. */
export function describeCommands(
  commands: readonly Command[],
  languages: readonly Locale[] = locales,
): RESTPutAPIApplicationCommandsJSONBody {
  return commands.map((command) => ({
    type: ApplicationCommandType.ChatInput,
    ...worded((locale, part) => speakerOf(locale).t(`commands:${command.name}.${part}`), languages),
    default_member_permissions: command.defaultMemberPermissions?.toString() ?? null,
    contexts: [InteractionContextType.Guild, ...(command.outsideGuilds ? [InteractionContextType.BotDM] : [])],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    options:
      command.name === 'ask'
        ? command.whole.options.map((option) => describeOption(option, languages))
        : command.name === 'stats'
          ? command.subcommands.map((part) =>
              describeSubcommand(
                part,
                (locale, word) => speakerOf(locale).t(`commands:stats.${part.name}.${word}`),
                languages,
              ),
            )
          : command.subcommands.map((part) =>
              describeSubcommand(
                part,
                (locale, word) => speakerOf(locale).t(`commands:privacy.${part.name}.${word}`),
                languages,
              ),
            ),
  }));
}

function describeSubcommand(
  { options }: Answering,
  say: Wording,
  languages: readonly Locale[],
): APIApplicationCommandSubcommandOption {
  return {
    type: ApplicationCommandOptionType.Subcommand,
    ...worded(say, languages),
    options: options.map((option) => describeOption(option, languages)),
  };
}

function describeOption(option: OptionName, languages: readonly Locale[]): APIApplicationCommandBasicOption {
  const kind = optionKinds[option];
  const words = worded((locale, part) => speakerOf(locale).t(`commands:options.${kind.name}.${part}`), languages);
  switch (kind.type) {
    case ApplicationCommandOptionType.Boolean:
      return { type: kind.type, ...words };
    case ApplicationCommandOptionType.User:
      return { type: kind.type, ...words, required: true };
    case ApplicationCommandOptionType.Channel:
      return { type: kind.type, ...words, channel_types: [...kind.channelTypes] };
    case ApplicationCommandOptionType.Integer: {
      const choices = kind.choices.map((days) => {
        const say = (locale: Locale) => speakerOf(locale).t('commands:options.range.last', { count: days });
        return { name: say(FALLBACK_LOCALE), name_localizations: localized(say, languages), value: days };
      });
      return { type: kind.type, ...words, choices };
    }
    case ApplicationCommandOptionType.String: {
      if ('longest' in kind) return { type: kind.type, ...words, required: true, max_length: kind.longest };
      const choices = kind.choices.map((choice) => {
        const say = (locale: Locale) => speakerOf(locale).t(`commands:options.choice.${choice}`);
        return { name: say(FALLBACK_LOCALE), name_localizations: localized(say, languages), value: choice };
      });
      return { type: kind.type, ...words, choices };
    }
  }
}
