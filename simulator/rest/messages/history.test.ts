import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { PERMISSION } from '../../world/permissions.ts';
import { CHANNEL_TYPE, type Channel } from '../../world/types.ts';
import { restStateOf } from '../state.ts';
import { startTestSimulator, type TestSimulator } from '../test-simulator.ts';

type Message = { id: string; content: string; author: { id: string; bot?: boolean } };

let discord: TestSimulator;
let channel: Channel;
let other: Channel;
let ids: string[];

beforeAll(async () => {
  discord = await startTestSimulator();
  const texts = discord.guild(0).channels.filter((one) => one.type === CHANNEL_TYPE.text);
  const [first, second] = texts;
  if (!first || !second) throw new Error('two text channels are needed');
  [channel, other] = [first, second];
  for (let i = 0; i < 60; i += 1) {
    for (const channelId of [first.id, second.id]) await send(channelId, 1);
  }
  await discord.ask('POST', `/channels/${channel.id}/messages`, { content: 'from the bot' });
  const all = await list('limit=100');
  ids = all.map((message) => message.id).reverse();
});
afterAll(() => discord.stop());
beforeEach(() => restStateOf(discord.sim).limits.clear());

async function send(channelId: string, count: number): Promise<void> {
  const response = await fetch(`${discord.url}/control/messages`, {
    method: 'POST',
    body: JSON.stringify({ guildId: discord.guild(0).id, channelId, userId: discord.personaId('member'), count }),
  });
  expect(response.status).toBe(200);
}

async function list(query: string, where = channel): Promise<Message[]> {
  return (await discord.ask('GET', `/channels/${where.id}/messages?${query}`)).body as Message[];
}

test('a channel’s messages come newest first, its own only, without their words', async () => {
  expect(ids).toHaveLength(61);
  const page = await list('');
  expect(page).toHaveLength(50);
  expect(page.map((message) => message.id)).toEqual([...ids].reverse().slice(0, 50));
  expect(page[0]).toMatchObject({ content: 'from the bot', author: { bot: true } });
  expect(page[1]).toMatchObject({ content: '', author: { id: discord.personaId('member') } });
  expect(await list('limit=100', other)).toHaveLength(60);
});

test('before, after and around page by id; after gives those that follow at once', async () => {
  const [tenth = '', eleventh = ''] = ids.slice(10);
  expect((await list(`before=${tenth}&limit=3`)).map((message) => message.id)).toEqual([ids[9], ids[8], ids[7]]);
  expect((await list(`after=${tenth}&limit=3`)).map((message) => message.id)).toEqual([ids[13], ids[12], eleventh]);
  expect((await list(`around=${tenth}&limit=3`)).map((message) => message.id)).toEqual([eleventh, tenth, ids[9]]);
  expect(await list(`before=${ids[0]}`)).toEqual([]);
  expect(await list(`after=${ids.at(-1)}`)).toEqual([]);
});

test('walking back page by page meets every message once', async () => {
  const met: string[] = [];
  for (let before = ''; ; ) {
    const page = await list(`limit=20${before === '' ? '' : `&before=${before}`}`);
    met.push(...page.map((message) => message.id));
    before = page.at(-1)?.id ?? '';
    if (page.length < 20) break;
  }
  expect(met.reverse()).toEqual(ids);
});

test('without Read Message History the list is empty and one message 50013', async () => {
  const deny = {
    id: discord.sim.credentials.clientId,
    type: 1,
    allow: 0n,
    deny: PERMISSION.readMessageHistory,
  } as const;
  channel.overwrites.push(deny);
  expect(await list('')).toEqual([]);
  expect(await discord.ask('GET', `/channels/${channel.id}/messages/${ids[3]}`)).toMatchObject({
    body: { code: 50013 },
  });
  channel.overwrites.pop();
  expect(await discord.ask('GET', `/channels/${channel.id}/messages/${ids[3]}`)).toMatchObject({
    body: { id: ids[3] },
  });
});

test('a limit over 100 and a wrong id are 50035', async () => {
  expect(await discord.ask('GET', `/channels/${channel.id}/messages?limit=101`)).toMatchObject({
    body: { code: 50035, errors: { limit: { _errors: [{ code: 'NUMBER_TYPE_MAX' }] } } },
  });
  expect(await discord.ask('GET', `/channels/${channel.id}/messages?before=x`)).toMatchObject({
    body: { code: 50035 },
  });
});

test('the bot edits and deletes its own messages, and not those of others', async () => {
  const path = `/channels/${channel.id}/messages`;
  const sent = (await discord.ask('POST', path, { content: 'one' })).body as Message;
  expect(await discord.ask('PATCH', `${path}/${sent.id}`, { content: 'two' })).toMatchObject({
    body: { content: 'two' },
  });
  expect(await discord.ask('DELETE', `${path}/${sent.id}`)).toMatchObject({ status: 204 });
  expect(await discord.ask('GET', `${path}/${sent.id}`)).toMatchObject({ body: { code: 10008 } });
  expect(await discord.ask('PATCH', `${path}/${ids[3]}`, { content: 'x' })).toMatchObject({ body: { code: 50005 } });
});

test('content, embeds and forum channels are held to their limits', async () => {
  const path = `/channels/${channel.id}/messages`;
  expect(await discord.ask('POST', path, { content: 'x'.repeat(2001) })).toMatchObject({
    body: { code: 50035, errors: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } },
  });
  expect(await discord.ask('POST', path, { content: '' })).toMatchObject({ body: { code: 50006 } });
  const embed = { description: 'x'.repeat(3001) };
  expect(await discord.ask('POST', path, { embeds: [embed, embed] })).toMatchObject({
    body: { errors: { embeds: { _errors: [{ code: 'MAX_EMBED_SIZE_EXCEEDED' }] } } },
  });
  const category = discord.guild(0).channels.find((one) => one.type === CHANNEL_TYPE.category);
  expect(await discord.ask('POST', `/channels/${category?.id}/messages`, { content: 'x' })).toMatchObject({
    status: 400,
    body: { code: 50024 },
  });
});
