import type { APIApplicationCommand, LocalizationMap } from 'discord-api-types/v10';
import { ApplicationCommandType as Type } from 'discord-api-types/v10';
import { tooManyCommandCreates, tooManyCommands } from '../errors.ts';
import type { CommandInput } from './command.ts';
import type { Option } from './options.ts';

/** A command as it stands; `guildId` is null for a global one. */
export type Command = CommandInput & { id: string; version: string; applicationId: string; guildId: string | null };

/** How many commands of each type an application may have, globally and again in each guild. */
const limits: Readonly<Record<number, number>> = { [Type.ChatInput]: 100, [Type.User]: 15, [Type.Message]: 15 };
const createsPerDay = 200;
const dayMs = 86_400_000;

export type Surroundings = {
  nextId: () => string;
  /** Unix ms. */
  now: () => number;
  /** Hears of every list that changed. */
  publish: (guildId: string | null, commands: readonly Command[]) => void;
};

/** The registered commands of one application. */
export class CommandStore {
  private readonly byScope = new Map<string | null, Command[]>();
  private readonly creates = new Map<string | null, number[]>();
  private readonly applicationId: string;
  private readonly world: Surroundings;

  constructor(applicationId: string, world: Surroundings) {
    this.applicationId = applicationId;
    this.world = world;
  }

  list(guildId: string | null): readonly Command[] {
    return this.byScope.get(guildId) ?? [];
  }

  find(guildId: string | null, id: string): Command | null {
    return this.list(guildId).find((command) => command.id === id) ?? null;
  }

  /** The slash command a person in the guild sees under this name: the guild's own before the global one. */
  visible(guildId: string, name: string): Command | null {
    const named = (command: Command) => command.name === name && command.type === Type.ChatInput;
    return this.list(guildId).find(named) ?? this.list(null).find(named) ?? null;
  }

  /** Creates, or overwrites the command of the same name and type. */
  put(guildId: string | null, input: CommandInput): { command: Command; created: boolean } {
    const list = [...this.list(guildId)];
    const index = list.findIndex((command) => sameKey(command, input));
    const created = index < 0;
    if (created) {
      const limit = limits[input.type] ?? 0;
      if (list.filter((command) => command.type === input.type).length >= limit) throw tooManyCommands(limit);
      this.countCreate(guildId);
    }
    const command = this.stamp(guildId, input, list[index]?.id);
    if (created) list.push(command);
    else list[index] = command;
    this.set(guildId, list);
    return { command, created };
  }

  /** Replaces a command by id, under a new name too. */
  replace(guildId: string | null, id: string, input: CommandInput): Command {
    const command = this.stamp(guildId, input, id);
    const list = this.list(guildId).map((held) => (held.id === id ? command : held));
    this.set(guildId, list);
    return command;
  }

  /** Makes the list exactly this; commands that stay keep their ids and cost no create of the day. */
  overwrite(guildId: string | null, inputs: readonly CommandInput[]): readonly Command[] {
    for (const [type, limit] of Object.entries(limits)) {
      if (inputs.filter((input) => String(input.type) === type).length > limit) throw tooManyCommands(limit);
    }
    const before = this.list(guildId);
    const after = inputs.map((input) => {
      const kept = before.find((command) => sameKey(command, input));
      if (!kept) this.countCreate(guildId);
      return this.stamp(guildId, input, kept?.id);
    });
    this.set(guildId, after);
    return after;
  }

  delete(guildId: string | null, id: string): boolean {
    const list = this.list(guildId);
    const left = list.filter((command) => command.id !== id);
    this.set(guildId, left);
    return left.length < list.length;
  }

  private set(guildId: string | null, list: readonly Command[]): void {
    this.byScope.set(guildId, [...list]);
    this.world.publish(guildId, list);
  }

  private stamp(guildId: string | null, input: CommandInput, id: string | undefined): Command {
    return {
      ...input,
      id: id ?? this.world.nextId(),
      version: this.world.nextId(),
      applicationId: this.applicationId,
      guildId,
    };
  }

  private countCreate(guildId: string | null): void {
    const recent = (this.creates.get(guildId) ?? []).filter((at) => at > this.world.now() - dayMs);
    if (recent.length >= createsPerDay) throw tooManyCommandCreates();
    this.creates.set(guildId, [...recent, this.world.now()]);
  }
}

function sameKey(left: CommandInput, right: CommandInput): boolean {
  return left.name === right.name && left.type === right.type;
}

/** A command as REST answers it. Localisations come only where they were asked for. */
export function commandShape(command: Command, withLocalizations: boolean): APIApplicationCommand {
  const words = withLocalizations
    ? {
        name_localizations: command.name_localizations as LocalizationMap | null,
        description_localizations: command.description_localizations as LocalizationMap | null,
      }
    : {};
  return {
    id: command.id,
    application_id: command.applicationId,
    ...(command.guildId === null
      ? { contexts: command.contexts, integration_types: command.integration_types, dm_permission: true }
      : { guild_id: command.guildId }),
    version: command.version,
    type: command.type,
    name: command.name,
    description: command.description,
    default_member_permissions: command.default_member_permissions,
    nsfw: command.nsfw,
    ...words,
    ...(command.options.length > 0 ? { options: optionsShape(command.options, withLocalizations) } : {}),
  };
}

function optionsShape(options: readonly Option[], withLocalizations: boolean) {
  const shapes = withLocalizations ? options : options.map(withoutLocalizations);
  return shapes as NonNullable<APIApplicationCommand['options']>;
}

function withoutLocalizations(option: Option): Record<string, unknown> {
  const { name_localizations: _names, description_localizations: _descriptions, ...rest } = option;
  return {
    ...rest,
    ...(option.options ? { options: option.options.map(withoutLocalizations) } : {}),
    ...(option.choices ? { choices: option.choices.map(({ name, value }) => ({ name, value })) } : {}),
  };
}
