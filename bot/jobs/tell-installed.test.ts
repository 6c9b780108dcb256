import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveGuilds } from '#core/guilds/save-guilds.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createDiscordMessages } from '#core/platform/discord-messages.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { restStateOf } from '../../simulator/rest/state.ts';
import { type RunningSimulator, startSimulator } from '../../simulator/start-simulator.ts';
import type { Guild } from '../../simulator/world/types.ts';
import { tellInstalledJob } from './tell-installed.ts';

const log = createLog('test', 'silent');
let db: WholeDatabase;
let discord: RunningSimulator;
let guild: Guild;
beforeAll(async () => {
  db = await createTestDatabase();
  discord = await startSimulator({ guilds: 4, largestGuild: 50, eventsPerSecond: 0 });
  const found = discord.sim.world.guilds.find((one) => one.botIn && one.systemChannelId !== null);
  if (!found) throw new Error('the world has no guild with a channel for news');
  guild = found;
});
afterAll(async () => {
  await discord?.stop();
  await db?.close();
});

const clock = { now: () => Date.now() };
const run = (messages = createDiscordMessages(access())) =>
  tellInstalledJob(messages, { origin: 'https://procord.example', mode: 'production' }).run({ db, clock, log });
const access = () => ({ apiUrl: `${discord.url}/api`, token: discord.sim.credentials.botToken });
const said = () => [...restStateOf(discord.sim).sent.in(guild.systemChannelId ?? '')].map(({ content }) => content);

async function change(state: 'available' | 'removed', tellChannelId: string | null, locale = 'de'): Promise<void> {
  const client = await db.pool.connect();
  const facts = { guildId: guild.id, atMs: Date.now(), afkChannelId: null, preferredLocale: locale };
  await saveGuilds(client, [{ ...facts, state, tellChannelId }]).finally(() => client.release());
}

test('a guild that has just got the bot is told once, in its language; one that had it is not', async () => {
  await change('available', null);
  await run();
  expect(said(), 'it was there before').toEqual([]);
  await change('removed', null);
  await change('available', guild.systemChannelId);
  const away = { send: () => Promise.reject(new AppError('discord_unavailable', 'away')) };
  await run({ ...createDiscordMessages(access()), ...away });
  expect(said(), 'Discord was away').toEqual([]);
  await run();
  await run();
  expect(said()).toHaveLength(1);
  for (const words of ['/datenschutz', '30 Tagen', 'https://procord.example']) expect(said()[0]).toContain(words);
  await change('available', guild.systemChannelId, 'fr');
  await run();
  expect(said(), 'news of a guild that changed').toHaveLength(1);
});

test('where the bot may not write, it is left at that', async () => {
  await change('removed', null);
  await change('available', guild.systemChannelId);
  const tries: string[] = [];
  const send = async (channelId: string) => {
    tries.push(channelId);
    return { refused: 'missing_permissions' } as const;
  };
  await run({ ...createDiscordMessages(access()), send });
  await run({ ...createDiscordMessages(access()), send });
  expect(tries).toEqual([guild.systemChannelId]);
});
