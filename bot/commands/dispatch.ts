import { InteractionResponseType, MessageFlags, Routes } from 'discord-api-types/v10';
import { speakerOf } from '#core/i18n/i18n.ts';
import { chooseLocale, offeredLocales } from '#core/i18n/rules.ts';
import { brand } from '#core/platform/brand.ts';
import { isConnectionError } from '#core/platform/db.server.ts';
import type { Logger } from '#core/platform/log.server.ts';
import { actorOf, mayUse } from './authorization-matrix.ts';
import type { Command, CommandAnswer, CommandDeps, CommandUse } from './command.ts';
import { commands } from './commands.ts';
import { booleanOption, type SlashInteraction, slashInteractionSchema } from './interaction.ts';

/** Discord drops an interaction without an answer after 3 s; an answer that takes this long is announced first. */
const DEFER_MS = 1_200;

interface RawPacket {
  t?: string | null;
  d?: unknown;
}

/** The part of a discord.js Client that commands need. */
export interface CommandClient {
  on(event: 'raw', listener: (packet: RawPacket) => void): unknown;
  rest: {
    post(route: `/${string}`, options: { body: unknown; auth: false }): Promise<unknown>;
    patch(route: `/${string}`, options: { body: unknown; auth: false }): Promise<unknown>;
  };
}

type Body = CommandAnswer | { content: string };

/**
 * Answers slash commands from raw dispatches: a session resumed by a new process never becomes ready in discord.js,
 * which then keeps interactions in a queue. Nothing of an interaction reaches a cache.
 */
export function registerCommandHandlers(client: CommandClient, deps: CommandDeps & { log: Logger }): void {
  client.on('raw', (packet) => {
    if (packet.t !== 'INTERACTION_CREATE') return;
    const interaction = slashInteractionSchema.safeParse(packet.d);
    // discord.js ignores what it does not know; it must not handle this packet a second time.
    packet.t = 'HANDLED';
    if (!interaction.success) return;
    const log = deps.log.child({ guild: interaction.data.guild_id, command: interaction.data.data.name });
    handle(client, interaction.data, deps, log).catch((error) =>
      log.warn({ error: error instanceof Error ? error.message : String(error) }, 'Discord did not take an answer'),
    );
  });
}

async function handle(
  client: CommandClient,
  interaction: SlashInteraction,
  deps: CommandDeps,
  log: Logger,
): Promise<void> {
  const { t, locale, open } = speakerFor(interaction, deps.mode);
  const callback = Routes.interactionCallback(interaction.id, interaction.token);
  const send = (body: Body, ephemeral: boolean) =>
    client.rest.post(callback, {
      auth: false,
      body: {
        type: InteractionResponseType.ChannelMessageWithSource,
        data: { ...body, ...ephemeralFlag(ephemeral), allowed_mentions: { parse: [] } },
      },
    });

  const guildId = interaction.guild_id;
  const actor = actorOf(interaction);
  const command = commands.find(({ name }) => name === interaction.data.name);
  if (guildId === undefined || actor === 'outside a guild')
    return void (await send({ content: t('commands:notInGuild') }, true));
  if (!command || !mayUse(command.name, actor)) return void (await send({ content: t('commands:notAllowed') }, true));

  const working = answerOrApology(command, { guildId, interaction, locale, t, deps }, log);
  const first = await Promise.race([working, pause(DEFER_MS)]);
  if (first) return void (await send(first, !open));
  await client.rest.post(callback, {
    auth: false,
    body: { type: InteractionResponseType.DeferredChannelMessageWithSource, data: ephemeralFlag(!open) },
  });
  const late = await working;
  await client.rest.patch(Routes.webhookMessage(interaction.application_id, interaction.token, '@original'), {
    auth: false,
    body: { ...late, allowed_mentions: { parse: [] } },
  });
}

function ephemeralFlag(ephemeral: boolean): { flags?: MessageFlags } {
  return ephemeral ? { flags: MessageFlags.Ephemeral } : {};
}

/** Everyone in the channel reads an open answer: it is in the guild's language, else in the person's. */
function speakerFor(interaction: SlashInteraction, mode: CommandDeps['mode']) {
  const open = booleanOption(interaction, 'public');
  const tag = open ? (interaction.guild_locale ?? interaction.locale) : interaction.locale;
  const locale = chooseLocale(offeredLocales(mode), null, tag);
  return { open, locale, t: speakerOf(locale).t };
}

/** Always an answer: what goes wrong is said to the person and logged. */
async function answerOrApology(command: Command, use: CommandUse, log: Logger): Promise<Body> {
  try {
    return await command.answer(use);
  } catch (error) {
    log.error({ error }, 'a command failed');
    const { t } = use;
    return { content: t(isConnectionError(error) ? 'commands:unavailable' : 'commands:broken', { brand: brand.name }) };
  }
}

function pause(ms: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms, undefined);
  });
}
