import { MessageFlags, MessageType } from 'discord-api-types/v10';
import type { Interaction } from '../../control/interactions.ts';
import { asObject, readBody } from '../body.ts';
import { type Call, json, noContent, openTo, type Route } from '../call.ts';
import { invalidWebhookToken, unknownWebhook } from '../errors.ts';
import { type MessageInput, readMessage } from '../messages/read-message.ts';
import { botMessage, editedMessage } from '../messages/shape.ts';
import { announce, interactionMetadata } from './announce.ts';
import { heldBy, messageNamed } from './held.ts';

const followUps = '/webhooks/:webhook/:token';
const oneMessage = `${followUps}/messages/:message`;
const shared = { access: openTo, limits: 'bucket only' } as const;

/** An interaction's token is a webhook of the application for 15 minutes, from its first answer on. */
export const interactionWebhookRoutes: readonly Route[] = [
  { ...shared, method: 'POST', path: followUps, answer: followUp },
  { ...shared, method: 'GET', path: oneMessage, answer: get },
  { ...shared, method: 'PATCH', path: oneMessage, answer: edit },
  { ...shared, method: 'DELETE', path: oneMessage, answer: remove },
];

function answered({ sim, param }: Call): Interaction {
  if (param('webhook') !== sim.credentials.clientId) throw unknownWebhook();
  const interaction = sim.interactions.find(param('token'), sim.clock.now());
  if (!interaction) throw invalidWebhookToken();
  if (interaction.answers.length === 0) throw unknownWebhook();
  return interaction;
}

function record(call: Call, kind: 'edit' | 'followup' | 'delete', body: unknown): void {
  call.sim.interactions.later(call.param('token'), kind, body, call.sim.clock.now());
}

/** The first follow-up to a deferred answer becomes that answer; to a deferred update of a message it is one of its own. */
async function followUp(call: Call): Promise<Response> {
  const { sim } = call;
  const interaction = answered(call);
  const body = await readBody(call.c);
  const input = readMessage(asObject(body.value), { files: body.files, ephemeral: true });
  const held = heldBy(interaction);
  if (held.loading && interaction.pressedOn === undefined)
    return applyEdit(call, interaction, '@original', body.value, input);
  const message = botMessage(sim, interaction.channelId, input, {
    type: MessageType.Reply,
    ...interactionMetadata(sim, interaction),
  });
  held.messages.set(message.id, message);
  record(call, 'followup', body.value);
  announce(sim, interaction, 'MESSAGE_CREATE', message);
  return json(message);
}

function get(call: Call): Response {
  return json(messageNamed(call.state.sent, answered(call), call.param('message')));
}

async function edit(call: Call): Promise<Response> {
  const interaction = answered(call);
  messageNamed(call.state.sent, interaction, call.param('message'));
  const body = await readBody(call.c);
  const input = readMessage(asObject(body.value), { files: body.files, ephemeral: true, mayBeEmpty: true });
  return applyEdit(call, interaction, call.param('message'), body.value, input);
}

function applyEdit(call: Call, interaction: Interaction, name: string, sent: unknown, input: MessageInput): Response {
  const before = messageNamed(call.state.sent, interaction, name);
  const held = heldBy(interaction);
  const message = editedMessage(call.sim, before, asObject(sent), input);
  message.flags = (message.flags ?? 0) & ~MessageFlags.Loading;
  if (before.id === held.originalId) held.loading = false;
  held.messages.set(message.id, message);
  record(call, 'edit', sent);
  announce(call.sim, interaction, 'MESSAGE_UPDATE', message);
  return json(message);
}

function remove(call: Call): Response {
  const interaction = answered(call);
  const message = messageNamed(call.state.sent, interaction, call.param('message'));
  const held = heldBy(interaction);
  held.messages.delete(message.id);
  if (held.originalId === message.id) held.originalId = null;
  record(call, 'delete', null);
  announce(call.sim, interaction, 'MESSAGE_DELETE', message);
  return noContent();
}
