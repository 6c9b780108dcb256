import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import type { Simulator } from '../../simulator.ts';
import { guildPermissions } from '../../world/permissions.ts';
import type { Guild } from '../../world/types.ts';
import type { Option } from '../commands/options.ts';
import { channelShape, memberShape, roleShape, userShape } from '../shapes.ts';
import { CommandRefused } from './refused.ts';

export type OptionValues = Readonly<Record<string, string | number | boolean>>;

type Sent = { type: Type; name: string; value?: string | number | boolean; options?: Sent[] };
type Resolved = Record<'users' | 'members' | 'roles' | 'channels', Record<string, object>>;
type Filled = { options: Sent[]; resolved: Partial<Resolved> };

/** Turns plain values into what Discord sends, by the command's own definition; `path` names its subcommand. */
export function fillOptions(
  sim: Simulator,
  guild: Guild | null,
  definition: readonly Option[],
  path: readonly string[],
  values: OptionValues,
): Filled {
  const [step, ...rest] = path;
  const nested = definition.find((option) => option.name === step && isNesting(option.type));
  if (step !== undefined) {
    if (!nested) throw new CommandRefused(`the command has no subcommand ${step}`);
    const inner = fillOptions(sim, guild, nested.options ?? [], rest, values);
    return { ...inner, options: [{ type: nested.type, name: nested.name, options: inner.options }] };
  }
  if (definition.some((option) => isNesting(option.type))) throw new CommandRefused('the command needs a subcommand');
  const unknown = Object.keys(values).find((name) => !definition.some((option) => option.name === name));
  if (unknown !== undefined) throw new CommandRefused(`the command has no option ${unknown}`);
  const filled: Filled = { options: [], resolved: {} };
  for (const option of definition) {
    const value = values[option.name];
    if (value === undefined) {
      if (option.required) throw new CommandRefused(`the option ${option.name} is required`);
      continue;
    }
    if (!fits(option, value)) throw new CommandRefused(`the option ${option.name} does not take ${String(value)}`);
    filled.options.push({ type: option.type, name: option.name, value });
    resolve(sim, guild, option.type, String(value), filled.resolved);
  }
  return filled;
}

function isNesting(type: Type): boolean {
  return type === Type.Subcommand || type === Type.SubcommandGroup;
}

/** What Discord's own client would let a person send. */
function fits(option: Option, value: string | number | boolean): boolean {
  if (option.choices && !option.choices.some((choice) => choice.value === value)) return false;
  switch (option.type) {
    case Type.Boolean:
      return typeof value === 'boolean';
    case Type.Integer:
    case Type.Number: {
      if (typeof value !== 'number' || (option.type === Type.Integer && !Number.isInteger(value))) return false;
      return value >= (option.min_value ?? -(2 ** 53)) && value <= (option.max_value ?? 2 ** 53);
    }
    case Type.String:
      return (
        typeof value === 'string' &&
        value.length >= (option.min_length ?? 0) &&
        value.length <= (option.max_length ?? 6000)
      );
    default:
      return typeof value === 'string';
  }
}

function resolve(sim: Simulator, guild: Guild | null, type: Type, id: string, into: Partial<Resolved>): void {
  const { world } = sim;
  const user = type === Type.User || type === Type.Mentionable ? world.people.byId(id) : null;
  if (user) {
    into.users = { ...into.users, [id]: userShape(user) };
    const member = guild ? world.member(guild, user.index) : null;
    if (member) {
      const { user: _same, deaf: _deaf, mute: _mute, ...shape } = memberShape(member);
      const permissions = guildPermissions(member.guild, member).toString();
      into.members = { ...into.members, [id]: { ...shape, permissions } };
    }
    return;
  }
  const role = guild?.roles.find((one) => one.id === id);
  if (role && (type === Type.Role || type === Type.Mentionable)) {
    into.roles = { ...into.roles, [id]: roleShape(role) };
    return;
  }
  const channel = type === Type.Channel ? world.channelById(id) : null;
  if (guild && channel?.guildIndex === guild.index) {
    const { name, type: channelType } = channelShape(guild, channel);
    const bot = world.botPermissions(guild, channel).toString();
    into.channels = { ...into.channels, [id]: { id, name, type: channelType, permissions: bot, app_permissions: bot } };
    return;
  }
  const names = [Type.User, Type.Role, Type.Mentionable, Type.Channel];
  if (names.includes(type)) throw new CommandRefused(`nothing with the id ${id} for this option`);
}
