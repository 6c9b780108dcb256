import { randomBytes } from 'node:crypto';
import type { APIMessage, Locale } from 'discord-api-types/v10';
import { ApplicationCommandType, InteractionContextType, InteractionType, MessageFlags } from 'discord-api-types/v10';
import { FIRST_ANSWER_MS, type Interaction } from '../../control/interactions.ts';
import type { Simulator } from '../../simulator.ts';
import { channelPermissions, guildPermissions, PERMISSION } from '../../world/permissions.ts';
import type { Channel, Guild, Member, User } from '../../world/types.ts';
import type { Command } from '../commands/store.ts';
import { channelShape, interactionMemberShape, userShape } from '../shapes.ts';
import { restStateOf } from '../state.ts';
import { ownersOf } from './announce.ts';
import { fillOptions, type OptionValues } from './fill-options.ts';
import { heldBy } from './held.ts';
import { CommandNotAnswered, CommandRefused } from './refused.ts';

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

export type CommandAnswer = {
  interactionId: string;
  token: string;
  /** The kind of the first answer (4 message, 5 deferred, 9 modal) and its data as the bot sent it. */
  type: number;
  data: unknown;
  ephemeral: boolean;
  /** The answer as the person sees it now: after the edit of a deferred one. */
  message: APIMessage | null;
  answeredAfterMs: number;
};

/**
 * Runs a slash command as a person: sends INTERACTION_CREATE and resolves with the bot's answer. Rejects with
 * `CommandRefused` where Discord's client offers the command not, with `CommandNotAnswered` where the bot is too late.
 */
export async function invokeCommand(sim: Simulator, asked: Invocation): Promise<CommandAnswer> {
  const { guild, interaction } = prepare(sim, asked);
  sim.interactions.open(interaction);
  sim.dispatch(guild, 'INTERACTION_CREATE', interaction.payload);
  await sim.interactions.waitForAnswers(interaction, 1, FIRST_ANSWER_MS);
  const [first] = interaction.answers;
  if (!first) throw new CommandNotAnswered(`no answer to /${asked.name} within ${FIRST_ANSWER_MS} ms`);
  const held = heldBy(interaction);
  const deadline = Date.now() + (asked.deferredTimeoutMs ?? 15_000);
  while (held.loading) {
    const leftMs = deadline - Date.now();
    if (leftMs <= 0) throw new CommandNotAnswered(`/${asked.name} was deferred and never answered`);
    await sim.interactions.waitForAnswers(interaction, interaction.answers.length + 1, leftMs);
  }
  const message = held.messages.get(held.originalId ?? '') ?? null;
  const { type, data } = first.body as { type: number; data?: unknown };
  return {
    interactionId: interaction.id,
    token: interaction.token,
    type,
    data: data ?? null,
    ephemeral: ((message?.flags ?? 0) & MessageFlags.Ephemeral) !== 0,
    message,
    answeredAfterMs: first.atMs - interaction.createdMs,
  };
}

type Place = { guild: Guild; channel: Channel; member: Member; permissions: bigint };

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

function placeOf(sim: Simulator, user: User, guildId: string, channelId: string | undefined): Place {
  const { world } = sim;
  const guild = world.guildById(guildId);
  if (!guild) throw new CommandRefused(`no guild has the id ${guildId}`);
  const member = world.member(guild, user.index);
  if (!member) throw new CommandRefused(`${user.username} is not a member of ${guild.name}`);
  const rights = (channel: Channel) => channelPermissions(guild, world.permissionChannel(channel), member);
  const needed = PERMISSION.viewChannel | PERMISSION.useApplicationCommands;
  const usable = (channel: Channel) => (rights(channel) & needed) === needed;
  const given = channelId === undefined ? undefined : world.channelById(channelId);
  const channel = channelId === undefined ? guild.channels.find((one) => one.type === 0 && usable(one)) : given;
  if (channel?.guildIndex !== guild.index || !usable(channel)) {
    throw new CommandRefused(`${user.username} cannot use commands in that channel`);
  }
  return { guild, channel, member, permissions: rights(channel) };
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

function inGuild(sim: Simulator, { guild, channel, member, permissions }: Place) {
  return {
    guild_id: guild.id,
    guild: { id: guild.id, locale: guild.locale, features: guild.features },
    guild_locale: guild.locale,
    channel_id: channel.id,
    channel: channelShape(guild, channel),
    member: interactionMemberShape(member, permissions),
    app_permissions: sim.world.botPermissions(guild, channel).toString(),
    context: InteractionContextType.Guild,
  };
}

function inDirectMessage(sim: Simulator, user: User) {
  const { directMessages } = restStateOf(sim);
  const known = [...directMessages].find(([, userId]) => userId === user.id)?.[0];
  const channelId = known ?? sim.ids.next(sim.clock.now());
  directMessages.set(channelId, user.id);
  return {
    channel_id: channelId,
    channel: { id: channelId, type: 1, flags: 0, last_message_id: null, recipients: [userShape(user)] },
    user: userShape(user),
    app_permissions: (PERMISSION.sendMessages | PERMISSION.embedLinks | PERMISSION.attachFiles).toString(),
    context: InteractionContextType.BotDM,
  };
}
