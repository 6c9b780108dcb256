import { ComponentType, InteractionResponseType, MessageFlags, Routes, TextInputStyle } from 'discord-api-types/v10';
import { speakerOf } from '#core/i18n/i18n.ts';
import { chooseLocale, offeredLocales } from '#core/i18n/rules.ts';
import { isAppError } from '#core/platform/app-error.ts';
import { brand } from '#core/platform/brand.ts';
import { isConnectionError } from '#core/platform/db.server.ts';
import type { Logger } from '#core/platform/log.server.ts';
import { actorOf, mayUse } from './authorization-matrix.ts';
import {
  type AnswerForm,
  type Answering,
  type CommandAnswer,
  type CommandDeps,
  type CommandUse,
  usesOf,
} from './command.ts';
import { commands } from './commands.ts';
import { customId, type Interaction, interactionSchema, type ReadUse, readUse } from './interaction.ts';
import { type AttachedFile, messageOf } from './message.ts';
import { readOption } from './options.ts';
import { Turns } from './turns.ts';

/** Discord drops an interaction without an answer after 3 s; an answer that takes this long is announced first. */
const DEFER_MS = 1_200;

/**
 * Commands worked on at once, of which each asks the database two things at a time at most: counting shares the process
 * and its connections, and comes first.
 */
const AT_ONCE = 2;
/** Discord waits a quarter of an hour for an answer that was announced; nobody should. */
const WAITING = 100;
/** Answers that something is to take the place of, at once; each looks now and then whether it is there. */
const LATER_AT_ONCE = 50;

const uses = usesOf(commands);

interface RawPacket {
  t?: string | null;
  d?: unknown;
}

interface Sending {
  body: unknown;
  files?: AttachedFile[];
  auth: false;
}

/** The part of a discord.js Client that commands need. */
export interface CommandClient {
  on(event: 'raw', listener: (packet: RawPacket) => void): unknown;
  rest: {
    post(route: `/${string}`, options: Sending): Promise<unknown>;
    patch(route: `/${string}`, options: Sending): Promise<unknown>;
  };
}

/**
 * Answers slash commands, the buttons of their answers and their forms from raw dispatches: a session resumed by a new
 * process never becomes ready in discord.js, which then keeps interactions in a queue. Nothing of an interaction reaches a cache.
 */
export function registerCommandHandlers(client: CommandClient, deps: CommandDeps & { log: Logger }): void {
  const turns = new Turns(AT_ONCE, WAITING);
  const waits = new Turns(LATER_AT_ONCE, 0);
  client.on('raw', (packet) => {
    if (packet.t !== 'INTERACTION_CREATE') return;
    const interaction = interactionSchema.safeParse(packet.d);
    // discord.js ignores what it does not know; it must not handle this packet a second time.
    packet.t = 'HANDLED';
    if (!interaction.success) return;
    const log = deps.log.child({ guild: interaction.data.guild_id, command: readUse(interaction.data).key });
    handle(client, interaction.data, { ...deps, log, turns, waits }).catch((error) =>
      log.warn({ error: error instanceof Error ? error.message : String(error) }, 'Discord did not take an answer'),
    );
  });
}

async function handle(
  client: CommandClient,
  interaction: Interaction,
  { log, turns, waits, ...deps }: CommandDeps & { log: Logger; turns: Turns; waits: Turns },
): Promise<void> {
  const read = readUse(interaction);
  const { key, chosen, pressed } = read;
  const command = uses.get(key);
  const open = command?.options.includes('public') === true && readOption(chosen, 'public');
  const { t, locale } = speakerFor(interaction, open, deps.mode);
  const callback = Routes.interactionCallback(interaction.id, interaction.token);
  const original = Routes.webhookMessage(interaction.application_id, interaction.token, '@original');
  const send = (answer: CommandAnswer, ephemeral: boolean) => {
    const { body, files } = messageOf(answer, key);
    const type =
      pressed === null ? InteractionResponseType.ChannelMessageWithSource : InteractionResponseType.UpdateMessage;
    return client.rest.post(callback, {
      auth: false,
      body: { type, data: { ...body, ...ephemeralFlag(ephemeral && pressed === null) } },
      ...files,
    });
  };
  const change = (answer: CommandAnswer) => {
    const { body, files } = messageOf(answer, key);
    return client.rest.patch(original, { auth: false, body, ...files });
  };

  const actor = actorOf(interaction);
  const userId = interaction.member?.user.id ?? interaction.user?.id;
  const work = command && workOf(command, read);
  if (!work || userId === undefined || !mayUse(key, actor)) {
    const why = actor === 'outside a guild' ? 'commands:notInGuild' : 'commands:notAllowed';
    return void (await send({ content: t(why) }, true));
  }

  const guildId = actor === 'outside a guild' ? null : (interaction.guild_id ?? null);
  const channelId = interaction.channel_id ?? null;
  const use: CommandUse = { guildId, userId, channelId, chosen, locale, t, deps };
  if ('form' in work) {
    const body = { type: InteractionResponseType.Modal, data: formOf(work.form(use), key) };
    return void (await client.rest.post(callback, { auth: false, body }));
  }
  const working = answerOrApology(() => turns.run(() => work.run(use)), use, log);
  const first = await Promise.race([working, pause(DEFER_MS)]);
  if (first) {
    await withOrWithoutPicture(first, use, log, (answer) => send(answer, !open));
    return afterwards(first, waits, change);
  }
  const announced =
    pressed === null
      ? { type: InteractionResponseType.DeferredChannelMessageWithSource, data: ephemeralFlag(!open) }
      : { type: InteractionResponseType.DeferredMessageUpdate };
  await client.rest.post(callback, { auth: false, body: announced });
  const answer = await working;
  await withOrWithoutPicture(answer, use, log, change);
  await afterwards(answer, waits, change);
}

type Work = { form(use: CommandUse): AnswerForm } | { run(use: CommandUse): Promise<CommandAnswer> };

/** What a command does with what came; null where it has nothing to do with it. */
function workOf(command: Answering, { pressed, filled }: ReadUse): Work | null {
  if ('form' in command) {
    if (pressed !== null) return null;
    return filled === null ? command : { run: (use) => command.submit(use, filled.argument, filled.fields) };
  }
  if (filled !== null) return null;
  const { answer, press } = command;
  if (pressed === null) return { run: answer };
  return press ? { run: (use) => press(use, pressed) } : null;
}

/** Puts in the answer's place what comes later, as far as not too many wait for that. */
async function afterwards(
  { later }: CommandAnswer,
  waits: Turns,
  change: (answer: CommandAnswer) => Promise<unknown>,
): Promise<void> {
  if (!later) return;
  const next = await waits.run(later).catch((error) => {
    if (isAppError(error) && error.code === 'too_many_requests') return null;
    throw error;
  });
  if (next) await change(next);
}

/** Where Discord does not take the file, the words are said all the same. */
async function withOrWithoutPicture(
  answer: CommandAnswer,
  { t }: CommandUse,
  log: Logger,
  send: (answer: CommandAnswer) => Promise<unknown>,
): Promise<void> {
  const { picture, ...words } = answer;
  try {
    await send(answer);
  } catch (error) {
    if (!picture) throw error;
    log.warn({ error: error instanceof Error ? error.message : String(error) }, 'Discord did not take a picture');
    await send({ ...words, content: `${words.content ?? ''}\n${t('reports:noPicture')}` });
  }
}

/** A form of Discord. What is filled in comes back to the command of this key. */
function formOf({ title, argument, fields }: AnswerForm, key: string) {
  return {
    custom_id: customId(key, argument),
    title,
    components: fields.map(({ name, label, help, minLength, maxLength }) => ({
      type: ComponentType.Label,
      label,
      description: help,
      component: {
        type: ComponentType.TextInput,
        custom_id: name,
        style: TextInputStyle.Paragraph,
        min_length: minLength,
        max_length: maxLength,
        required: true,
      },
    })),
  };
}

function ephemeralFlag(ephemeral: boolean): { flags?: MessageFlags } {
  return ephemeral ? { flags: MessageFlags.Ephemeral } : {};
}

/** Everyone in the channel reads an open answer: it is in the guild's language. Others are in the person's, else in that. */
function speakerFor(interaction: Interaction, open: boolean, mode: CommandDeps['mode']) {
  const { locale: own, guild_locale: guild } = interaction;
  const locale = chooseLocale(offeredLocales(mode), null, ...(open ? [guild ?? own] : [own, guild]));
  return { locale, t: speakerOf(locale).t };
}

/** Always an answer: what goes wrong is said to the person and logged. */
async function answerOrApology(
  answer: () => Promise<CommandAnswer>,
  { t }: CommandUse,
  log: Logger,
): Promise<CommandAnswer> {
  try {
    return await answer();
  } catch (error) {
    if (isAppError(error) && error.code === 'too_many_requests') return { content: t('commands:busy') };
    log.error({ error }, 'a command failed');
    return { content: t(isConnectionError(error) ? 'commands:unavailable' : 'commands:broken', { brand: brand.name }) };
  }
}

function pause(ms: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms, undefined);
  });
}
