import { MessageReferenceType, MessageType } from 'discord-api-types/v10';
import { PERMISSION } from '../../world/permissions.ts';
import { snowflakeLow, snowflakeMs } from '../../world/snowflake.ts';
import { CHANNEL_TYPE, type Channel } from '../../world/types.ts';
import { asObject, readBody } from '../body.ts';
import { botOnly, type Call, json, noContent, type Route } from '../call.ts';
import { cannotMessageUser, missingAccess, notOwnMessage, unknownMessage } from '../errors.ts';
import { FormErrors } from '../form-errors.ts';
import { history, messageById } from '../messages/history.ts';
import { type MessageInput, readMessage } from '../messages/read-message.ts';
import { botMessage, editedMessage, messageEvent } from '../messages/shape.ts';
import { channelOfBot, requireMessages, requirePermission, snowflakeOf } from '../reach.ts';
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
  { method: 'GET', path: '/channels/:channel/messages', access: botOnly, answer: listMessages },
  { method: 'POST', path: '/channels/:channel/messages', access: botOnly, answer: sendMessage },
  { method: 'GET', path: '/channels/:channel/messages/:message', access: botOnly, answer: getMessage },
  { method: 'PATCH', path: '/channels/:channel/messages/:message', access: botOnly, answer: editMessage },
  { method: 'DELETE', path: '/channels/:channel/messages/:message', access: botOnly, answer: deleteMessage },
];

/** Without Read Message History Discord answers an empty list, no error; the chat of a voice channel needs Connect. */
function listMessages({ sim, state, param, query }: Call): Response {
  const { channel, permissions } = channelOfBot(sim, param('channel'));
  requireMessages(channel);
  const isVoice = channel.type === CHANNEL_TYPE.voice || channel.type === CHANNEL_TYPE.stage;
  if (isVoice && (permissions & PERMISSION.connect) === 0n) throw missingAccess();
  const errors = new FormErrors();
  const limit = errors.integer(['limit'], query('limit'), 1, 100, 50);
  const window = (['around', 'before', 'after'] as const).flatMap((kind) => {
    const id = errors.snowflake([kind], query(kind));
    return id === null ? [] : [{ kind, id }];
  })[0];
  errors.throwIfAny();
  if ((permissions & PERMISSION.readMessageHistory) === 0n) return json([]);
  return json(history(sim, state.sent, channel, window ?? { kind: 'before', id: null }, limit));
}

function getMessage({ sim, state, param }: Call): Response {
  const { channel, permissions } = channelOfBot(sim, param('channel'));
  requirePermission(permissions, PERMISSION.readMessageHistory);
  const message = messageById(sim, state.sent, channel, snowflakeOf('message_id', param('message')));
  if (!message) throw unknownMessage();
  return json(message);
}

/** One of our bot's own messages; others can be read but not edited. */
function ownMessage({ sim, state, param }: Call) {
  const { guild, channel, permissions } = channelOfBot(sim, param('channel'));
  const id = snowflakeOf('message_id', param('message'));
  const own = state.sent.find(channel.id, id);
  if (!own && !messageById(sim, state.sent, channel, id)) throw unknownMessage();
  return { guild, permissions, message: own };
}

async function editMessage(call: Call): Promise<Response> {
  const { guild, message } = ownMessage(call);
  if (!message) throw notOwnMessage();
  const body = await readBody(call.c);
  const sent = asObject(body.value);
  const input = readMessage(sent, { files: body.files, ephemeral: false, mayBeEmpty: true });
  const edited = editedMessage(call.sim, message, sent, input);
  call.state.sent.replace(edited);
  call.sim.dispatch(guild, 'MESSAGE_UPDATE', messageEvent(guild.id, edited));
  return json(edited);
}

/** A stranger's message needs Manage Messages; the log of what was sent keeps it all the same. */
function deleteMessage(call: Call): Response {
  const { guild, message, permissions } = ownMessage(call);
  if (!message) requirePermission(permissions, PERMISSION.manageMessages);
  else call.state.sent.remove(message);
  const gone = { id: call.param('message'), channel_id: call.param('channel'), guild_id: guild.id };
  call.sim.dispatch(guild, 'MESSAGE_DELETE', gone);
  return noContent();
}

async function sendMessage(call: Call): Promise<Response> {
  const { sim, param } = call;
  const body = await readBody(call.c);
  const input = readMessage(asObject(body.value), { files: body.files, ephemeral: false });
  const recipient = call.state.directMessages.get(param('channel'));
  if (recipient !== undefined) return sendDirectly(call, recipient, input);
  const { guild, channel, permissions } = channelOfBot(sim, param('channel'));
  requireMessages(channel);
  requirePermission(permissions, neededFor(channel, input));
  const known = call.state.sent.sentWith(channel.id, input, sim.clock.now());
  if (known) return json(known);
  const message = botMessage(sim, channel.id, input, {
    type: input.replyTo === null ? MessageType.Default : MessageType.Reply,
    ...(input.replyTo === null ? {} : { message_reference: reference(input.replyTo, channel.id, guild.id) }),
  });
  channel.lastMessageMs = snowflakeMs(message.id);
  channel.lastMessageLow = snowflakeLow(message.id);
  call.state.sent.add(message);
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
  call.state.sent.add(message);
  sim.dispatch(null, 'MESSAGE_CREATE', messageEvent(null, message));
  return json(message);
}

function neededFor(channel: Channel, input: MessageInput): bigint {
  let needed: bigint = channel.thread ? PERMISSION.sendMessagesInThreads : PERMISSION.sendMessages;
  if (input.embeds.length > 0) needed |= PERMISSION.embedLinks;
  if (input.files.length > 0) needed |= PERMISSION.attachFiles;
  if (input.replyTo !== null) needed |= PERMISSION.readMessageHistory;
  return needed;
}

function reference(messageId: string, channelId: string, guildId: string) {
  return { type: MessageReferenceType.Default, message_id: messageId, channel_id: channelId, guild_id: guildId };
}
