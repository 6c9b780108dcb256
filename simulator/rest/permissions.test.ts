import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { OUR_BOT_INDEX } from '../world/people.ts';
import { PERMISSION } from '../world/permissions.ts';
import { CHANNEL_TYPE, type Channel, type Guild } from '../world/types.ts';
import { startTestSimulator, type TestSimulator } from './test-simulator.ts';

let discord: TestSimulator;
let guild: Guild;
let channel: Channel;
let botRole: string;
let before: Channel['overwrites'];
beforeAll(async () => {
  discord = await startTestSimulator();
  guild = discord.guild(4);
  const text = guild.channels.find((one) => one.type === CHANNEL_TYPE.text);
  const role = guild.roles.find((one) => one.botId === discord.sim.credentials.clientId);
  if (!text || !role) throw new Error('the guild has no text channel or no role of the bot');
  channel = text;
  botRole = role.id;
  before = channel.overwrites;
});
afterAll(() => discord.stop());
afterEach(() => {
  channel.overwrites = before;
});

const { viewChannel, sendMessages, embedLinks, sendMessagesInThreads } = PERMISSION;
const role = (id: string, allow: bigint, deny: bigint) => ({ id, type: 0, allow, deny }) as const;
const look = async () => (await discord.ask('GET', `/channels/${channel.id}`)).body;
const write = async (body: object = { content: 'x' }) =>
  (await discord.ask('POST', `/channels/${channel.id}/messages`, body)).body;

test('a channel denied to everyone is 50001, and open again where the bot’s role is allowed', async () => {
  channel.overwrites = [role(guild.id, 0n, viewChannel)];
  expect(await look()).toMatchObject({ code: 50001, message: 'Missing Access' });
  channel.overwrites = [role(guild.id, 0n, viewChannel), role(botRole, viewChannel, 0n)];
  expect(await look()).toMatchObject({ id: channel.id });
});

test('an overwrite for the bot itself goes before those of its roles', async () => {
  channel.overwrites = [
    role(botRole, viewChannel, 0n),
    { id: discord.sim.credentials.clientId, type: 1, allow: 0n, deny: viewChannel },
  ];
  expect(await look()).toMatchObject({ code: 50001 });
});

test('seeing without writing is 50013', async () => {
  channel.overwrites = [role(botRole, viewChannel, sendMessages)];
  expect(await look()).toMatchObject({ id: channel.id });
  expect(await write()).toMatchObject({ code: 50013, message: 'Missing Permissions' });
});

test('an embed needs its own permission', async () => {
  channel.overwrites = [role(botRole, viewChannel | sendMessages, embedLinks)];
  expect(await write()).toMatchObject({ content: 'x' });
  expect(await write({ embeds: [{ title: 'x' }] })).toMatchObject({ code: 50013 });
});

test('administrators pass every overwrite', async () => {
  const own = guild.roles.find((one) => one.id === botRole);
  if (!own) throw new Error('no role');
  const { permissions } = own;
  own.permissions = PERMISSION.administrator;
  channel.overwrites = [role(guild.id, 0n, viewChannel | sendMessages)];
  expect(await write()).toMatchObject({ content: 'x' });
  own.permissions = permissions;
  expect(await write()).toMatchObject({ code: 50001 });
});

test('a thread follows its parent, and writing in it needs Send Messages in Threads', async () => {
  const { sim } = discord;
  const thread = sim.world.createThread(
    channel,
    sim.ids.next(sim.clock.now()),
    'thread',
    OUR_BOT_INDEX,
    sim.clock.now(),
  );
  const inThread = async () => (await discord.ask('POST', `/channels/${thread.id}/messages`, { content: 'x' })).body;
  channel.overwrites = [role(botRole, viewChannel | sendMessagesInThreads, sendMessages)];
  expect(await inThread()).toMatchObject({ content: 'x' });
  channel.overwrites = [role(botRole, viewChannel | sendMessages, sendMessagesInThreads)];
  expect(await inThread()).toMatchObject({ code: 50013 });
  channel.overwrites = [role(guild.id, 0n, viewChannel)];
  const { body } = await discord.ask('GET', `/guilds/${guild.id}/threads/active`);
  expect(JSON.stringify(body)).not.toContain(thread.id);
});

test('the list of members is refused where its intent is not granted, else paged by id', async () => {
  const path = `/guilds/${guild.id}/members`;
  discord.sim.grant(0);
  expect(await discord.ask('GET', path)).toMatchObject({ status: 403, body: { code: 50001 } });
  discord.sim.grant(1 << 1);
  const ids = new Set<string>();
  for (let after = '0'; ; ) {
    const page = (await discord.ask('GET', `${path}?limit=40&after=${after}`)).body as { user: { id: string } }[];
    for (const { user } of page) ids.add(user.id);
    after = page.at(-1)?.user.id ?? '';
    if (page.length < 40) break;
  }
  expect(ids.size).toBe(discord.sim.world.memberCount(guild));
  expect((await discord.ask('GET', path)).body).toHaveLength(1);
});

test('a removed bot loses the guild at once', async () => {
  const left = discord.guild(6);
  expect((await discord.ask('GET', `/guilds/${left.id}`)).status).toBe(200);
  discord.sim.removeBot(left);
  expect(await discord.ask('GET', `/guilds/${left.id}`)).toMatchObject({ status: 404, body: { code: 10004 } });
});
