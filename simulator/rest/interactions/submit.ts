import { randomBytes } from 'node:crypto';
import type { Locale } from 'discord-api-types/v10';
import { ComponentType, InteractionResponseType, InteractionType } from 'discord-api-types/v10';
import type { Interaction } from '../../control/interactions.ts';
import type { Simulator } from '../../simulator.ts';
import { ownersOf } from './announce.ts';
import { CommandRefused } from './refused.ts';
import { type CommandAnswer, openAndWait } from './wait.ts';
import { inDirectMessage, inGuild, placeOf } from './where.ts';

export type Submission = {
  userId: string;
  /** Of the interaction that was answered with the form. */
  token: string;
  /** What is written into each field, by its custom id. */
  fields: Readonly<Record<string, string>>;
  /** The language of the person's client. */
  locale?: string | undefined;
};

type Input = { custom_id: string; min_length?: number; max_length?: number; required?: boolean };
type Form = { custom_id: string; components: { id?: number; component: Input }[] };

/**
 * Fills in the form that the bot answered with and sends it: INTERACTION_CREATE of a modal submit. Resolves with what the
 * bot does. Source: Discord API reference, "Modal Submit Data Structure". Rejects with `CommandRefused` where Discord's client
 * shows no such form, or would not let it go.
 */
export async function submitForm(sim: Simulator, asked: Submission): Promise<CommandAnswer> {
  const source = sim.interactions.find(asked.token, sim.clock.now());
  const [first] = source?.answers ?? [];
  const body = first?.body as { type?: number; data?: Form } | undefined;
  if (!source || source.userId !== asked.userId || body?.type !== InteractionResponseType.Modal || !body.data)
    throw new CommandRefused('there is no form to fill in');
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
    filledIn: true,
    payload: {
      version: 1,
      type: InteractionType.ModalSubmit,
      token,
      id,
      application_id: sim.credentials.clientId,
      locale: (asked.locale ?? user.locale) as Locale,
      entitlements: [],
      entitlement_sku_ids: [],
      attachment_size_limit: 10_485_760,
      authorizing_integration_owners: ownersOf(source.guildId),
      ...(place ? inGuild(sim, place) : inDirectMessage(sim, user)),
      data: { custom_id: body.data.custom_id, components: fill(body.data, asked.fields) },
    },
    answers: [],
  };
  return openAndWait(sim, place?.guild ?? null, interaction, { what: `the form ${body.data.custom_id}` });
}

function fill({ components }: Form, fields: Submission['fields']) {
  const names = new Set(components.map(({ component }) => component.custom_id));
  const unknown = Object.keys(fields).find((name) => !names.has(name));
  if (unknown !== undefined) throw new CommandRefused(`the form has no field ${unknown}`);
  return components.map(({ component }, at) => {
    const { custom_id, min_length = 0, max_length = 4_000, required = true } = component;
    const value = fields[custom_id] ?? '';
    const { length } = [...value];
    if (length > max_length || (length < min_length && (required || length > 0)) || (required && length === 0))
      throw new CommandRefused(`the field ${custom_id} does not take ${length} characters`);
    return {
      type: ComponentType.Label,
      id: at * 2 + 1,
      component: { type: ComponentType.TextInput, id: at * 2 + 2, custom_id, value },
    };
  });
}
