import type { APIMessage } from 'discord-api-types/v10';
import type { Interaction } from '../../control/interactions.ts';
import { unknownMessage } from '../errors.ts';
import type { SentMessages } from '../messages/sent.ts';

/** The messages an interaction has brought forth. */
export type Held = {
  /** The first answer where it is a message; null after it was deleted. */
  originalId: string | null;
  /** Whether the first answer, or the update it announced, is still to come. */
  loading: boolean;
  /** Shared with the interactions whose buttons stand on one of them. */
  messages: Map<string, APIMessage>;
};

const held = new WeakMap<Interaction, Held>();

export function heldBy(interaction: Interaction): Held {
  const found = held.get(interaction);
  if (found) return found;
  const fresh: Held = { originalId: null, loading: false, messages: new Map() };
  held.set(interaction, fresh);
  return fresh;
}

/** The message an interaction's webhook names: an id, or `@original`; as it stands in the channel where it does. */
export function messageNamed(sent: SentMessages, interaction: Interaction, name: string): APIMessage {
  const { originalId, messages } = heldBy(interaction);
  const message = messages.get(name === '@original' ? (originalId ?? '') : name);
  if (!message) throw unknownMessage();
  return sent.find(message.channel_id, message.id) ?? message;
}
