import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { OUR_BOT_INDEX } from '../../world/people.ts';
import { PERMISSION } from '../../world/permissions.ts';
import { CHANNEL_TYPE, type Channel } from '../../world/types.ts';
import { restStateOf } from '../state.ts';
import { startTestSimulator, type TestSimulator } from '../test-simulator.ts';

let discord: TestSimulator;
let channel: Channel;
let threads: Channel[];

beforeAll(async () => {
  discord = await startTestSimulator();
  const text = discord.guild(0).channels.find((one) => one.type === CHANNEL_TYPE.text);
  if (!text) throw new Error('a text channel is needed');
  channel = text;
  const { happen } = discord.sim;
  threads = ['a', 'b', 'c', 'd', 'e'].map((name) => happen.openThread(channel, OUR_BOT_INDEX, name));
  for (const [place, thread] of threads.slice(0, 4).entries()) {
    discord.sim.world.archiveThread(thread, Date.parse('2026-11-01T00:00:00Z') + place * 60_000);
  }
});
afterAll(() => discord.stop());
beforeEach(() => restStateOf(discord.sim).limits.clear());

const archived = async (query = '') =>
  (await discord.ask('GET', `/channels/${channel.id}/threads/archived/public?${query}`)).body as {
    threads: { id: string; thread_metadata: { archive_timestamp: string } }[];
    has_more: boolean;
  };

test('archived threads come newest archived first, page by page, without the active ones', async () => {
  const [a, b, c, d] = threads.map((thread) => thread.id);
  const first = await archived('limit=3');
  expect(first).toMatchObject({ threads: [{ id: d }, { id: c }, { id: b }], has_more: true });
  const before = first.threads.at(-1)?.thread_metadata.archive_timestamp ?? '';
  expect(await archived(`limit=3&before=${encodeURIComponent(before)}`)).toMatchObject({
    threads: [{ id: a }],
    has_more: false,
  });
});

test('a deleted thread is not listed, and without Read Message History none is', async () => {
  const [gone] = threads;
  if (gone) discord.sim.structure.deleteChannel(gone);
  expect((await archived()).threads).toHaveLength(3);
  const deny = PERMISSION.readMessageHistory;
  channel.overwrites.push({ id: discord.sim.credentials.clientId, type: 1, allow: 0n, deny });
  expect(await archived()).toMatchObject({ code: 50013 });
  channel.overwrites.pop();
});

test('a channel names its newest message', async () => {
  const [thread] = threads.slice(4);
  if (!thread) throw new Error('no thread');
  await discord.ask('POST', `/channels/${thread.id}/messages`, { content: 'x' });
  const [newest] = (await discord.ask('GET', `/channels/${thread.id}/messages`)).body as { id: string }[];
  expect(await discord.ask('GET', `/channels/${thread.id}`)).toMatchObject({ body: { last_message_id: newest?.id } });
});

test('the chat of a voice channel needs Connect', async () => {
  const voice = discord.guild(0).channels.find((one) => one.type === CHANNEL_TYPE.voice);
  if (!voice) throw new Error('a voice channel is needed');
  const list = () => discord.ask('GET', `/channels/${voice.id}/messages`);
  expect(await list()).toMatchObject({ status: 200 });
  voice.overwrites.push({ id: discord.sim.credentials.clientId, type: 1, allow: 0n, deny: PERMISSION.connect });
  expect(await list()).toMatchObject({ status: 403, body: { code: 50001 } });
  voice.overwrites.pop();
});
