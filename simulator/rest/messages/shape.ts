import type { APIMessage, APIMessageTopLevelComponent } from 'discord-api-types/v10';
import type { Simulator } from '../../simulator.ts';
import { apiDate } from '../../world/payloads.ts';
import { OUR_BOT_INDEX } from '../../world/people.ts';
import { userShape } from '../shapes.ts';
import { attachmentShapes } from './attachments.ts';
import type { MessageInput } from './read-message.ts';

/** A new message of our bot, sent now. */
export function botMessage(
  sim: Simulator,
  channelId: string,
  input: MessageInput,
  more: Partial<APIMessage> & Pick<APIMessage, 'type'>,
): APIMessage {
  const now = sim.clock.now();
  return {
    id: sim.ids.next(now),
    channel_id: channelId,
    author: userShape(sim.world.people.byIndex(OUR_BOT_INDEX)),
    timestamp: apiDate(now),
    edited_timestamp: null,
    tts: input.tts,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: attachmentShapes(sim, channelId, input.files),
    pinned: false,
    ...words(input),
    ...(input.nonce === null ? {} : { nonce: input.nonce }),
    ...more,
    flags: (input.flags | (more.flags ?? 0)) as NonNullable<APIMessage['flags']>,
  };
}

/** The message with what an edit brings; fields the edit does not send stay. */
export function editedMessage(sim: Simulator, message: APIMessage, sent: object, input: MessageInput): APIMessage {
  const fresh = words(input);
  return {
    ...message,
    content: 'content' in sent ? fresh.content : message.content,
    embeds: 'embeds' in sent ? fresh.embeds : message.embeds,
    components: 'components' in sent ? fresh.components : (message.components ?? []),
    attachments: [
      ...message.attachments.filter(({ id }) => input.keptFiles === null || input.keptFiles.includes(id)),
      ...attachmentShapes(sim, message.channel_id, input.files),
    ],
    edited_timestamp: apiDate(sim.clock.now()),
  };
}

function words(input: MessageInput) {
  return {
    content: input.content,
    embeds: input.embeds.map((embed) => ({ type: 'rich', ...embed })) as APIMessage['embeds'],
    components: numbered(input.components) as unknown as APIMessageTopLevelComponent[],
  };
}

/** Discord numbers the components of a message that bring no id, from 1. Source: API reference, "Anatomy of a Component". */
function numbered(components: MessageInput['components']): object[] {
  let next = 0;
  const number = (component: Record<string, unknown>): object => {
    next += 1;
    const id = component.id ?? next;
    const inner = Array.isArray(component.components) ? { components: component.components.map(number) } : {};
    return { ...component, id, ...inner };
  };
  return components.map(number);
}

/** The message as the gateway sends it into a guild. */
export function messageEvent(guildId: string | null, message: APIMessage): object {
  return guildId === null ? message : { ...message, guild_id: guildId };
}
