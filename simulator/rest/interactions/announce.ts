import type { APIMessage, APIMessageInteractionMetadata } from 'discord-api-types/v10';
import { ApplicationIntegrationType, InteractionType, MessageFlags } from 'discord-api-types/v10';
import type { Interaction } from '../../control/interactions.ts';
import type { Simulator } from '../../simulator.ts';
import { messageEvent } from '../messages/shape.ts';
import { userShape } from '../shapes.ts';
import { restStateOf } from '../state.ts';

/** Puts an answer's message into its channel and tells the gateway; an ephemeral one is seen by the person alone. */
export function announce(
  sim: Simulator,
  interaction: Interaction,
  event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE' | 'MESSAGE_DELETE',
  message: APIMessage,
): void {
  if (((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0) return;
  const { sent } = restStateOf(sim);
  if (event === 'MESSAGE_CREATE') sent.add(message);
  else if (event === 'MESSAGE_UPDATE') sent.replace(message);
  else sent.remove(message);
  const guild = sim.world.guildById(interaction.guildId);
  const guildId = guild?.id ?? null;
  const gone = { id: message.id, channel_id: message.channel_id };
  const body = event === 'MESSAGE_DELETE' ? (guildId === null ? gone : { ...gone, guild_id: guildId }) : null;
  sim.dispatch(guild, event, body ?? messageEvent(guildId, message));
}

/** Which command or button, used by whom, a message answers. */
export function interactionMetadata(sim: Simulator, interaction: Interaction): Partial<APIMessage> {
  const user = sim.world.people.byId(interaction.userId);
  if (!user) return {};
  const shared = {
    id: interaction.id,
    user: userShape(user),
    authorizing_integration_owners: ownersOf(interaction.guildId),
  };
  const metadata: APIMessageInteractionMetadata =
    interaction.pressedOn === undefined
      ? { ...shared, type: InteractionType.ApplicationCommand }
      : { ...shared, type: InteractionType.MessageComponent, interacted_message_id: interaction.pressedOn };
  return {
    interaction_metadata: metadata,
    application_id: sim.credentials.clientId,
    webhook_id: sim.credentials.clientId,
  };
}

/** The guild that installed the application; '' is a direct message, where Discord says '0'. */
export function ownersOf(guildId: string) {
  return { [ApplicationIntegrationType.GuildInstall]: guildId === '' ? '0' : guildId };
}
