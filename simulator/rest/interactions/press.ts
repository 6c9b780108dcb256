import { randomBytes } from 'node:crypto';
import type { APIMessage, Locale } from 'discord-api-types/v10';
import { ButtonStyle, ComponentType, InteractionType, MessageFlags } from 'discord-api-types/v10';
import type { Interaction } from '../../control/interactions.ts';
import type { Simulator } from '../../simulator.ts';
import { restStateOf } from '../state.ts';
import { ownersOf } from './announce.ts';
import { heldBy, messageNamed } from './held.ts';
import { CommandRefused } from './refused.ts';
import { type CommandAnswer, openAndWait } from './wait.ts';
import { inDirectMessage, inGuild, placeOf } from './where.ts';

export type Press = {
  userId: string;
  /** Of the interaction whose answer the button stands on. */
  token: string;
  customId: string;
  /** The language of the person's client. */
  locale?: string | undefined;
  deferredTimeoutMs?: number | undefined;
};

type Button = { type: number; style?: number; custom_id?: string; disabled?: boolean; id?: number };

/**
 * Presses a button of the bot's answer as a person: sends INTERACTION_CREATE of a message component and resolves with what
 * the bot does. Source: Discord API reference, "Message Component Data Structure". Rejects with `CommandRefused` where
 * Discord's client shows no such button to the person.
 */
export async function pressButton(sim: Simulator, asked: Press): Promise<CommandAnswer> {
  const source = sim.interactions.find(asked.token, sim.clock.now());
  if (!source) throw new CommandRefused('there is no such answer any more');
  const message = messageNamed(restStateOf(sim).sent, source, '@original');
  const isTheirs = source.userId === asked.userId;
  if (((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0 && !isTheirs)
    throw new CommandRefused('only the person who asked sees this answer');
  const button = buttonsOf(message).find((one) => one.custom_id === asked.customId);
  if (!button || button.disabled === true || button.style === ButtonStyle.Link)
    throw new CommandRefused(`the answer has no button ${asked.customId} to press`);
  const user = sim.world.people.byId(asked.userId);
  if (!user) throw new CommandRefused(`no person has the id ${asked.userId}`);
  const place = source.guildId === '' ? null : placeOf(sim, user, source.guildId, source.channelId);
  const id = sim.ids.next(sim.clock.now());
  const token = Buffer.from(`interaction:${id}:${randomBytes(48).toString('hex')}`).toString('base64url');
  const interaction: Interaction = {
    id,
    token,
    guildId: source.guildId,
    channelId: source.channelId,
    userId: user.id,
    createdMs: sim.clock.now(),
    pressedOn: message.id,
    payload: {
      version: 1,
      type: InteractionType.MessageComponent,
      token,
      id,
      application_id: sim.credentials.clientId,
      locale: (asked.locale ?? user.locale) as Locale,
      entitlements: [],
      entitlement_sku_ids: [],
      attachment_size_limit: 10_485_760,
      authorizing_integration_owners: ownersOf(source.guildId),
      ...(place ? inGuild(sim, place) : inDirectMessage(sim, user)),
      message,
      data: { id: button.id, custom_id: asked.customId, component_type: ComponentType.Button },
    },
    answers: [],
  };
  const held = heldBy(interaction);
  held.originalId = message.id;
  held.messages = heldBy(source).messages;
  return openAndWait(sim, place?.guild ?? null, interaction, { ...asked, what: `the button ${asked.customId}` });
}

/** The buttons of a message, in its rows. */
function buttonsOf(message: APIMessage): Button[] {
  const rows = (message.components ?? []) as { components?: Button[] }[];
  return rows.flatMap(({ components }) => components ?? []).filter(({ type }) => type === ComponentType.Button);
}
