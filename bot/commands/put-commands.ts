import { isDeepStrictEqual } from 'node:util';
import { REST } from '@discordjs/rest';
import {
  type APIApplicationCommand,
  type APIApplicationCommandOption,
  type RESTPutAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord-api-types/v10';

export interface Application {
  token: string;
  clientId: string;
  apiUrl: string;
}

/** Puts the global commands where they differ from what Discord has. @returns whether it wrote. */
export async function putCommands(
  application: Application,
  wanted: RESTPutAPIApplicationCommandsJSONBody,
  signal?: AbortSignal,
): Promise<boolean> {
  const rest = new REST({ version: '10', api: application.apiUrl, retries: 1 }).setToken(application.token);
  const route = Routes.applicationCommands(application.clientId);
  const cancel = signal ? { signal } : {};
  const query = new URLSearchParams({ with_localizations: 'true' });
  const present = (await rest.get(route, { query, ...cancel })) as APIApplicationCommand[];
  if (isDeepStrictEqual(present.map(comparable).sort(byName), wanted.map(comparable).sort(byName))) return false;
  await rest.put(route, { body: wanted, ...cancel });
  return true;
}

/** The parts of a command that we set, in one form: Discord leaves out what is empty and adds what it decides itself. */
function comparable(command: APIApplicationCommand | RESTPutAPIApplicationCommandsJSONBody[number]) {
  return {
    type: command.type ?? 1,
    ...wordsOf(command),
    permissions: command.default_member_permissions ?? null,
    contexts: command.contexts ?? null,
    integrations: command.integration_types ?? null,
    options: optionsOf(command),
  };
}

/** Options and, inside subcommands, theirs. */
function optionsOf(one: object): unknown[] {
  const options: readonly APIApplicationCommandOption[] =
    'options' in one && Array.isArray(one.options) ? one.options : [];
  return options.map((option) => ({
    type: option.type,
    required: option.required ?? false,
    ...wordsOf(option),
    channels: 'channel_types' in option ? (option.channel_types ?? []) : [],
    choices: ('choices' in option ? (option.choices ?? []) : []).map(({ name, name_localizations, value }) => ({
      name,
      names: { ...name_localizations },
      value,
    })),
    options: optionsOf(option),
  }));
}

interface Worded {
  name: string;
  name_localizations?: object | null | undefined;
}

function wordsOf(one: Worded) {
  const description = 'description' in one ? one.description : '';
  const descriptions = 'description_localizations' in one ? one.description_localizations : null;
  return {
    name: one.name,
    description,
    names: { ...one.name_localizations },
    descriptions: Object(descriptions ?? {}),
  };
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1;
}
