import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  Locale as DiscordLocale,
  InteractionContextType,
  type RESTPutAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import { speakerOf } from '#core/i18n/i18n.ts';
import { FALLBACK_LOCALE, type Locale, locales } from '#core/i18n/rules.ts';
import type { Command } from './command.ts';

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

/** The body of PUT /applications/{id}/commands. */
export function describeCommands(
  commands: readonly Command[],
  languages: readonly Locale[] = locales,
): RESTPutAPIApplicationCommandsJSONBody {
  return commands.map((command) => {
    const word = (part: 'name' | 'description') => (locale: Locale) =>
      speakerOf(locale).t(`commands:${command.name}.${part}`);
    return {
      type: ApplicationCommandType.ChatInput,
      name: word('name')(FALLBACK_LOCALE),
      name_localizations: localized(word('name'), languages),
      description: word('description')(FALLBACK_LOCALE),
      description_localizations: localized(word('description'), languages),
      default_member_permissions: command.defaultMemberPermissions?.toString() ?? null,
      contexts: [InteractionContextType.Guild],
      integration_types: [ApplicationIntegrationType.GuildInstall],
      options: command.options.map((option) => {
        const optionWord = (part: 'name' | 'description') => (locale: Locale) =>
          speakerOf(locale).t(`commands:stats.options.${option.name}.${part}`);
        return {
          type: option.type,
          name: optionWord('name')(FALLBACK_LOCALE),
          name_localizations: localized(optionWord('name'), languages),
          description: optionWord('description')(FALLBACK_LOCALE),
          description_localizations: localized(optionWord('description'), languages),
        };
      }),
    };
  });
}
