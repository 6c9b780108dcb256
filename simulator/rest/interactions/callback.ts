import type { APIMessage, RESTPostAPIInteractionCallbackWithResponseResult } from 'discord-api-types/v10';
import { ComponentType, InteractionResponseType as Kind, MessageFlags, MessageType } from 'discord-api-types/v10';
import type { Interaction } from '../../control/interactions.ts';
import { asObject, readBody } from '../body.ts';
import { type Call, json, noContent, openTo, type Route } from '../call.ts';
import { alreadyAcknowledged, unknownInteraction } from '../errors.ts';
import { FormErrors, isRecord } from '../form-errors.ts';
import { type MessageInput, readMessage } from '../messages/read-message.ts';
import { botMessage, editedMessage } from '../messages/shape.ts';
import { flag } from '../reach.ts';
import { announce, interactionMetadata } from './announce.ts';
import { heldBy, messageNamed } from './held.ts';

/** What may answer a slash command; a command has no message of its own to update. */
const forCommands = [Kind.ChannelMessageWithSource, Kind.DeferredChannelMessageWithSource, Kind.Modal] as const;
/** A form is not answered with another one. */
const forForms = [Kind.ChannelMessageWithSource, Kind.DeferredChannelMessageWithSource] as const;
/** What may answer a button: also with a change of the message it stands on. */
const forButtons = [...forCommands, Kind.DeferredMessageUpdate, Kind.UpdateMessage] as const;
type Answering = (typeof forButtons)[number];

export const callbackRoute: Route = {
  method: 'POST',
  path: '/interactions/:interaction/:token/callback',
  access: openTo,
  limits: 'none',
  answer: answerInteraction,
};

async function answerInteraction(call: Call): Promise<Response> {
  const { sim, param, query } = call;
  const body = await readBody(call.c);
  const sent = asObject(body.value);
  const interaction = sim.interactions.find(param('token'), sim.clock.now());
  const kind = readKind(sent, interaction);
  const data = isRecord(sent.data) ? sent.data : {};
  const says = kind === Kind.ChannelMessageWithSource || kind === Kind.UpdateMessage;
  const input = says
    ? readMessage(data, { path: ['data'], files: body.files, ephemeral: true, mayBeEmpty: kind === Kind.UpdateMessage })
    : readMessage({ flags: data.flags }, { path: ['data'], files: [], ephemeral: true, mayBeEmpty: true });
  if (kind === Kind.Modal) checkModal(data);
  // The body is judged first, as on Discord: a malformed answer leaves the interaction open.
  const result = sim.interactions.callback(param('interaction'), param('token'), sent, sim.clock.now());
  if (result === 'already answered') throw alreadyAcknowledged();
  if (result !== 'ok' || !interaction) throw unknownInteraction();
  let message: APIMessage | null = null;
  if (kind === Kind.UpdateMessage || kind === Kind.DeferredMessageUpdate) {
    message = updated(call, interaction, kind, data, input);
  } else if (kind !== Kind.Modal) {
    const loading = kind === Kind.DeferredChannelMessageWithSource;
    message = botMessage(sim, interaction.channelId, input, {
      type: interaction.pressedOn === undefined ? MessageType.ChatInputCommand : MessageType.Reply,
      ...interactionMetadata(sim, interaction),
      ...(loading ? { flags: MessageFlags.Loading } : {}),
    });
    const held = heldBy(interaction);
    held.originalId = message.id;
    held.loading = loading;
    held.messages.set(message.id, message);
    announce(sim, interaction, 'MESSAGE_CREATE', message);
  }
  return flag(query('with_response')) ? json(withResponse(interaction, kind, message)) : noContent();
}

/** The message that a button stands on, after the answer to its press. */
function updated(
  { sim, state }: Call,
  interaction: Interaction,
  kind: Answering,
  data: Record<string, unknown>,
  input: MessageInput,
): APIMessage {
  const held = heldBy(interaction);
  const before = messageNamed(state.sent, interaction, '@original');
  held.loading = kind === Kind.DeferredMessageUpdate;
  if (held.loading) return before;
  const message = editedMessage(sim, before, data, input);
  held.messages.set(message.id, message);
  announce(sim, interaction, 'MESSAGE_UPDATE', message);
  return message;
}

function readKind(sent: Record<string, unknown>, interaction: Interaction | null): Answering {
  const forCommand = interaction?.filledIn ? forForms : forCommands;
  const allowed = interaction?.pressedOn === undefined ? forCommand : forButtons;
  const kind = allowed.find((one) => one === sent.type);
  if (kind !== undefined) return kind;
  const errors = new FormErrors();
  if (sent.type === undefined) errors.required(['type']);
  else errors.choices(['type'], allowed);
  errors.throwIfAny();
  throw new TypeError('a wrong kind of answer was not refused');
}

function checkModal(data: Record<string, unknown>): void {
  const errors = new FormErrors();
  errors.text(['data', 'custom_id'], data.custom_id, 1, 100);
  errors.text(['data', 'title'], data.title, 1, 45);
  const components = errors.list(['data', 'components'], data.components, 5) ?? [];
  if (components.length === 0) errors.required(['data', 'components']);
  for (const [at, one] of components.entries()) checkLabel(errors, ['data', 'components', at], one);
  errors.throwIfAny();
}

/** Source: Discord component reference, "Label" and "Text Input". */
function checkLabel(errors: FormErrors, path: readonly (string | number)[], one: unknown): void {
  const label = isRecord(one) ? one : {};
  if (label.type !== ComponentType.Label) errors.choices([...path, 'type'], [ComponentType.Label]);
  errors.text([...path, 'label'], label.label, 1, 45);
  errors.text([...path, 'description'], label.description, 0, 100);
  const input = isRecord(label.component) ? label.component : {};
  const inside = [...path, 'component'];
  if (input.type !== ComponentType.TextInput) errors.choices([...inside, 'type'], [ComponentType.TextInput]);
  errors.text([...inside, 'custom_id'], input.custom_id, 1, 100);
  if (input.style !== 1 && input.style !== 2) errors.choices([...inside, 'style'], [1, 2]);
  errors.integer([...inside, 'min_length'], input.min_length, 0, 4_000, 0);
  errors.integer([...inside, 'max_length'], input.max_length, 1, 4_000, 4_000);
}

function withResponse(
  interaction: Interaction,
  kind: Kind,
  message: APIMessage | null,
): RESTPostAPIInteractionCallbackWithResponseResult {
  const asked = interaction.filledIn ? 5 : 2;
  const about = { id: interaction.id, type: interaction.pressedOn === undefined ? asked : 3 };
  if (!message) return { interaction: about, resource: { type: kind } };
  return {
    interaction: {
      ...about,
      response_message_id: message.id,
      response_message_loading: ((message.flags ?? 0) & MessageFlags.Loading) !== 0,
      response_message_ephemeral: ((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0,
    },
    resource: { type: kind, message },
  };
}
