import { Client, Events, GatewayIntentBits } from 'discord.js';
import { openBundledPictures } from '#bot/pictures/testing/open-bundled-pictures.ts';
import { features } from '#core/ai/features.ts';
import type { AssistantDeps } from '#core/assistant/deps.server.ts';
import { createGuildReader } from '#core/guilds/guild-reader.server.ts';
import { noteStructureRead } from '#core/guilds/note-structure-read.server.ts';
import { systemClock } from '#core/platform/clock.ts';
import { openWholeDatabase, type WholeDatabase } from '#core/platform/db.server.ts';
import { createDiscordRest } from '#core/platform/discord-rest.server.ts';
import { createLog, type Logger } from '#core/platform/log.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { policySources } from '#core/policy-sources.server.ts';
import { invokeCommand } from '../../../simulator/rest/interactions/invoke.ts';
import { pressButton } from '../../../simulator/rest/interactions/press.ts';
import { submitForm } from '../../../simulator/rest/interactions/submit.ts';
import type { CommandAnswer } from '../../../simulator/rest/interactions/wait.ts';
import { type RunningSimulator, startSimulator } from '../../../simulator/start-simulator.ts';
import type { CommandDeps } from '../command.ts';
import { commands } from '../commands.ts';
import { describeCommands } from '../describe-commands.ts';
import { type CommandClient, registerCommandHandlers } from '../dispatch.ts';
import { putCommands } from '../put-commands.ts';

type Deps = CommandDeps & { log: Logger };
export type Options = Record<string, boolean | string | number>;

/** The bot's commands on a simulated Discord, with a real database behind them. */
export interface CommandRig {
  db: WholeDatabase;
  discord: RunningSimulator;
  application: { token: string; clientId: string; apiUrl: string };
  guildId: string;
  /** A text channel of the guild; commands are run there. */
  channelId: string;
  ownerId: string;
  /** A member without rights. */
  memberId: string;
  deps: Deps;
  /** As the owner unless told, on a client in British English. */
  run(
    name: string,
    options?: Options,
    who?: { locale?: string; userId?: string; guildId?: string | null },
  ): Promise<CommandAnswer>;
  /** Presses the button of an answer that bears these words, as the same person. */
  press(answer: CommandAnswer, label: string, userId?: string): Promise<CommandAnswer>;
  /** Fills in the form that an answer is, as the same person. */
  fill(answer: CommandAnswer, fields: Readonly<Record<string, string>>, userId?: string): Promise<CommandAnswer>;
  /** Runs with other parts behind the commands. */
  withDeps<T>(other: Partial<Deps>, work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export async function startCommandRig(): Promise<CommandRig> {
  const db = await createTestDatabase();
  const discord = await startSimulator({ guilds: 3, largestGuild: 200, eventsPerSecond: 0, identifyIntervalMs: 0 });
  const { sim, url } = discord;
  const guild = sim.world.guilds.find((one) => one.botIn);
  const guildId = guild?.id ?? '';
  const channelId = guild?.channels.find(({ type }) => type === 0)?.id ?? '';
  const log = createLog('test', 'silent');
  const pictures = await openBundledPictures(log);
  const reader = createGuildReader(
    createDiscordRest({ apiUrl: `${url}/api`, token: sim.credentials.botToken }),
    systemClock,
    (of, what) => noteStructureRead({ db, clock: systemClock }, { guildId: of, what, why: 'ask' }),
  );
  const modelDb = openWholeDatabase(db.url, { max: 2, role: 'procord_model', acts: ['model'] });
  const assistant: AssistantDeps = {
    ...{ db, modelDb, clock: systemClock, sources: policySources(), reader },
    ai: { db, clock: systemClock, log, models: null, register: features },
  };
  const deps: Deps = {
    ...{ db, rights: db, clock: systemClock, pictures, log, assistant },
    ...{ origin: 'https://procord.example', mode: 'production' },
  };
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: `${url}/api`, version: '10' } });
  registerCommandHandlers(client, deps);
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(sim.credentials.botToken);
  await ready;
  const { botToken: token, clientId } = sim.credentials;
  const application = { token, clientId, apiUrl: `${url}/api` };
  await putCommands(application, describeCommands(commands));
  const ownerId = guild?.ownerId ?? '';
  return {
    ...{ db, discord, application, guildId, channelId, ownerId, deps },
    memberId: sim.world.people.persona('member').user.id,
    run: (name, options = {}, { locale = 'en-GB', userId = ownerId, guildId: where = guildId } = {}) =>
      invokeCommand(sim, {
        ...{ userId, guildId: where, name, options, locale },
        ...(where === guildId ? { channelId } : {}),
      }),
    press: (answer, label, userId = ownerId) => {
      const rows = (answer.message?.components ?? []) as { components: { label: string; custom_id: string }[] }[];
      const button = rows.flatMap(({ components }) => components).find((one) => one.label === label);
      return pressButton(sim, { userId, token: answer.token, customId: button?.custom_id ?? `no button ${label}` });
    },
    fill: (answer, fields, userId = ownerId) => submitForm(sim, { userId, token: answer.token, fields }),
    async withDeps(other, work) {
      client.removeAllListeners('raw');
      registerCommandHandlers(client, { ...deps, ...other });
      try {
        return await work();
      } finally {
        client.removeAllListeners('raw');
        registerCommandHandlers(client, deps);
      }
    },
    async close() {
      await client.destroy();
      await pictures.close();
      await discord.stop();
      await modelDb.close();
      await db.close();
    },
  };
}

export function textOf(answer: CommandAnswer | undefined): string {
  return JSON.stringify(answer?.message);
}

/** The picture as Discord serves it, with the words for those who do not see it. */
export async function pictureOf(answer: CommandAnswer) {
  const [attachment] = answer.message?.attachments ?? [];
  if (!attachment) throw new Error('the answer has no picture');
  const bytes = Buffer.from(await (await fetch(attachment.url)).arrayBuffer());
  return { ...attachment, bytes };
}

/** A client whose answers end in a list, and which hears what a test says. */
export function fakeClient(sent: unknown[]) {
  let listener: (packet: { t?: string | null; d?: unknown }) => void = () => {};
  const record = async (route: string, options: { body: unknown }) => void sent.push([route, options.body]);
  const client: CommandClient = {
    on: (_event, heard) => {
      listener = heard;
    },
    rest: { post: record, patch: record },
  };
  return { ...client, emit: (d: unknown) => listener({ t: 'INTERACTION_CREATE', d }) };
}

/** An INTERACTION_CREATE as a lying client could have it sent; without a member: in a direct message. */
export function interaction(rig: CommandRig, key: string, permissions: string | null, chosen: Options = {}) {
  const [name, subcommand] = key.split(' ');
  const values = Object.entries(chosen).map(([option, value]) => ({ name: option, value }));
  const user = { id: rig.ownerId };
  const from: { guild_id?: string; member?: { permissions: string; user: { id: string } }; user?: { id: string } } =
    permissions === null ? { user } : { guild_id: rig.guildId, member: { permissions, user } };
  return {
    id: '1234567890123456789',
    application_id: '1234567890123456780',
    type: 2,
    token: 'token',
    locale: 'en-US',
    ...from,
    data: { name, type: 1, options: subcommand ? [{ type: 1, name: subcommand, options: values }] : values },
  };
}
