import { MessageReferenceType, MessageType } from 'discord-api-types/v10';
import { PERMISSION } from '../../world/permissions.ts';
import type { Channel } from '../../world/types.ts';
import { asObject, readBody } from '../body.ts';
import { botOnly, type Call, json, type Route } from '../call.ts';
import { cannotMessageUser } from '../errors.ts';
import { type MessageInput, readMessage } from '../messages/read-message.ts';
import { botMessage, messageEvent } from '../messages/shape.ts';
import { channelOfBot, requireMessages, requirePermission } from '../reach.ts';
import { channelShape } from '../shapes.ts';

export const channelRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/channels/:channel',
    access: botOnly,
    answer: ({ sim, param }) => {
      const { guild, channel } = channelOfBot(sim, param('channel'));
      return json(channelShape(guild, channel));
    },
  },
  { method: 'POST', path: '/channels/:channel/messages', access: botOnly, answer: sendMessage },
];

async function sendMessage(call: Call): Promise<Response> {
  const { sim, param } = call;
  const body = await readBody(call.c);
  const input = readMessage(asObject(body.value), { files: body.files, ephemeral: false });
  const recipient = call.state.directMessages.get(param('channel'));
  if (recipient !== undefined) return sendDirectly(call, recipient, input);
  const { guild, channel, permissions } = channelOfBot(sim, param('channel'));
  requireMessages(channel);
  requirePermission(permissions, neededFor(channel, input, body.files));
  const message = botMessage(sim, channel.id, input, {
    type: input.replyTo === null ? MessageType.Default : MessageType.Reply,
    ...(input.replyTo === null ? {} : { message_reference: reference(input.replyTo, channel.id, guild.id) }),
  });
  channel.lastMessageId = message.id;
  sim.dispatch(guild, 'MESSAGE_CREATE', messageEvent(guild.id, message));
  return json(message);
}

/** Discord lets a bot write to anyone it shares a guild with; others answer 50007. */
function sendDirectly(call: Call, userId: string, input: MessageInput): Response {
  const { sim, param } = call;
  const index = sim.world.people.indexOf(userId);
  const shared = sim.world.guildsOf(index).some((guild) => guild.botIn);
  if (!shared) throw cannotMessageUser();
  const message = botMessage(sim, param('channel'), input, { type: MessageType.Default });
  sim.dispatch(null, 'MESSAGE_CREATE', messageEvent(null, message));
  return json(message);
}

function neededFor(channel: Channel, input: MessageInput, files: number): bigint {
  let needed: bigint = channel.thread ? PERMISSION.sendMessagesInThreads : PERMISSION.sendMessages;
  if (input.embeds.length > 0) needed |= PERMISSION.embedLinks;
  if (files > 0) needed |= PERMISSION.attachFiles;
  if (input.replyTo !== null) needed |= PERMISSION.readMessageHistory;
  return needed;
}

function reference(messageId: string, channelId: string, guildId: string) {
  return { type: MessageReferenceType.Default, message_id: messageId, channel_id: channelId, guild_id: guildId };
}
