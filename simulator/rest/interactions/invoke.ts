import { randomBytes } from 'node:crypto';
import type { Locale } from 'discord-api-types/v10';
import { ApplicationCommandType, InteractionContextType, InteractionType } from 'discord-api-types/v10';
import type { Interaction } from '../../control/interactions.ts';
import type { Simulator } from '../../simulator.ts';
import { guildPermissions, PERMISSION } from '../../world/permissions.ts';
import type { Guild } from '../../world/types.ts';
import type { Command } from '../commands/store.ts';
import { restStateOf } from '../state.ts';
import { ownersOf } from './announce.ts';
import { fillOptions, type OptionValues } from './fill-options.ts';
import { CommandRefused } from './refused.ts';
import { type CommandAnswer, openAndWait } from './wait.ts';
import { inDirectMessage, inGuild, type Place, placeOf } from './where.ts';

export type Invocation = {
  userId: string;
  /** Null: in a direct message with the bot. */
  guildId: string | null;
  /** Where the person types; without one, the first text channel they see. */
  channelId?: string | undefined;
  /** With subcommands: their names behind it, by spaces. */
  name: string;
  options?: OptionValues | undefined;
  /** The language of the person's client. */
  locale?: string | undefined;
  /** How long a deferred answer may take; 15 s unless told. */
  deferredTimeoutMs?: number | undefined;
};

/**
 * Runs a slash command as a person: sends INTERACTION_CREATE and resolves with the bot's answer. Rejects with
 * `CommandRefused` where Discord's client offers the command not, with `CommandNotAnswered` where the bot is too late.
 */
export async function invokeCommand(sim: Simulator, asked: Invocation): Promise<CommandAnswer> {
  const { guild, interaction } = prepare(sim, asked);
  return openAndWait(sim, guild, interaction, { what: `/${asked.name}`, deferredTimeoutMs: asked.deferredTimeoutMs });
}

function prepare(sim: Simulator, asked: Invocation): { guild: Guild | null; interaction: Interaction } {
  const user = sim.world.people.byId(asked.userId);
  if (!user || user.bot) throw new CommandRefused(`no person has the id ${asked.userId}`);
  const [name = '', ...path] = asked.name.replace(/^\//, '').split(' ');
  const place = asked.guildId === null ? null : placeOf(sim, user, asked.guildId, asked.channelId);
  const command = commandFor(sim, place, name);
  const filled = fillOptions(sim, place?.guild ?? null, command.options, path, asked.options ?? {});
  const id = sim.ids.next(sim.clock.now());
  const token = Buffer.from(`interaction:${id}:${randomBytes(48).toString('hex')}`).toString('base64url');
  const where = place ? inGuild(sim, place) : inDirectMessage(sim, user);
  const payload = {
    version: 1,
    type: InteractionType.ApplicationCommand,
    token,
    id,
    application_id: sim.credentials.clientId,
    locale: (asked.locale ?? user.locale) as Locale,
    entitlements: [],
    entitlement_sku_ids: [],
    attachment_size_limit: 10_485_760,
    authorizing_integration_owners: ownersOf(place?.guild.id ?? ''),
    ...where,
    data: {
      id: command.id,
      name: command.name,
      type: ApplicationCommandType.ChatInput,
      ...(command.guildId === null ? {} : { guild_id: command.guildId }),
      ...(filled.options.length > 0 ? { options: filled.options } : {}),
      ...(Object.keys(filled.resolved).length > 0 ? { resolved: filled.resolved } : {}),
    },
  };
  const interaction: Interaction = {
    id,
    token,
    guildId: place?.guild.id ?? '',
    channelId: where.channel_id,
    userId: user.id,
    createdMs: sim.clock.now(),
    payload,
    answers: [],
  };
  return { guild: place?.guild ?? null, interaction };
}

/** Discord hides a command from members without the rights it asks for, and where the bot is not installed. */
function commandFor(sim: Simulator, place: Place | null, name: string): Command {
  const { commands } = restStateOf(sim);
  const command = place ? commands.visible(place.guild.id, name) : commands.visible('', name);
  const context = place ? InteractionContextType.Guild : InteractionContextType.BotDM;
  const offered = command && (command.contexts === null || command.contexts.includes(context));
  if (!offered || (place && !place.guild.botIn)) throw new CommandRefused(`there is no command /${name} here`);
  if (place && command.default_member_permissions !== null) {
    const needed = BigInt(command.default_member_permissions);
    const rights = guildPermissions(place.guild, place.member);
    const administrator = (rights & PERMISSION.administrator) !== 0n;
    const may = administrator || (needed !== 0n && (rights & needed) === needed);
    if (!may) throw new CommandRefused(`/${name} is not offered to ${place.member.user.username}`);
  }
  return command;
}
