import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { PERMISSION } from '../../world/permissions.ts';
import { CHANNEL_TYPE, type Channel, type Guild, type Role } from '../../world/types.ts';
import { restStateOf } from '../state.ts';
import { startTestSimulator, type TestSimulator } from '../test-simulator.ts';

type Listed = { code: string; uses?: number; max_uses?: number; channel: { id: string }; inviter: { id: string } };

let discord: TestSimulator;
let guild: Guild;
let channel: Channel;
let role: Role;
beforeAll(async () => {
  discord = await startTestSimulator();
  guild = discord.guild(4);
  const text = guild.channels.find((one) => one.type === CHANNEL_TYPE.text);
  const own = guild.roles.find((one) => one.botId === discord.sim.credentials.clientId);
  if (!text || !own) throw new Error('the guild has no text channel or no role of the bot');
  [channel, role] = [text, own];
});
afterAll(() => discord.stop());
afterEach(() => restStateOf(discord.sim).limits.clear());

const list = () => discord.ask('GET', `/guilds/${guild.id}/invites`);
const listed = async () => (await list()).body as Listed[];
const vanity = () => discord.ask('GET', `/guilds/${guild.id}/vanity-url`);
const control = async (path: string, body: object) => {
  const response = await fetch(`${discord.url}/control${path}`, { method: 'POST', body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as { code?: string } };
};
const create = async (limits: object = {}) => {
  const wish = { kind: 'create', channelId: channel.id, userId: guild.ownerId, ...limits };
  return (await control('/invites', wish)).body.code ?? '';
};
let next = 3_000;
const join = (inviteCode: string | null) => {
  let user = discord.sim.world.people.personIndex(next++);
  while (discord.sim.world.isMember(guild, user)) user = discord.sim.world.people.personIndex(next++);
  const userId = discord.sim.world.people.idOf(user);
  return control('/members', { guildId: guild.id, userId, action: 'join', inviteCode });
};

test('invites are listed to those who manage the guild, without their uses to those who see the audit log', async () => {
  role.permissions = PERMISSION.viewChannel;
  expect(await list()).toMatchObject({ status: 403, body: { code: 50013, message: 'Missing Permissions' } });
  role.permissions = PERMISSION.viewChannel | PERMISSION.viewAuditLog;
  const [bare] = await listed();
  expect(bare).toMatchObject({ type: 0, inviter: { id: guild.ownerId }, guild: { id: guild.id } });
  expect(bare).not.toHaveProperty('uses');
  role.permissions = PERMISSION.viewChannel | PERMISSION.manageGuild;
  const [full] = await listed();
  expect(full).toMatchObject({
    code: bare?.code,
    uses: expect.any(Number),
    max_uses: 0,
    created_at: expect.any(String),
  });
});

test('uses grow with those who join by an invite, and the last one ends it', async () => {
  role.permissions = PERMISSION.viewChannel | PERMISSION.manageGuild;
  const code = await create({ maxUses: 2 });
  const uses = async () => (await listed()).find((one) => one.code === code)?.uses;
  expect(await uses()).toBe(0);
  await join(code);
  expect(await uses()).toBe(1);
  await join(code);
  expect(await uses()).toBeUndefined();
  expect((await join(code)).status).toBe(404);
  const brief = await create({ maxAgeSeconds: 60 });
  expect((await listed()).some((one) => one.code === brief)).toBe(true);
  discord.sim.clock.advance(60_000);
  expect((await listed()).some((one) => one.code === brief)).toBe(false);
  await join(null);
  const joins = (await (await fetch(`${discord.url}/control/ledger/joins?guildId=${guild.id}`)).json()) as object[];
  expect(joins).toMatchObject([{ inviteCode: code }, { inviteCode: code }, { inviteCode: null }]);
});

test('a vanity URL is for guilds that may have one', async () => {
  role.permissions = PERMISSION.viewChannel;
  expect(await vanity()).toMatchObject({ status: 403, body: { code: 50013 } });
  role.permissions = PERMISSION.viewChannel | PERMISSION.manageGuild;
  expect(await vanity()).toMatchObject({ status: 403, body: { code: 50001 } });
  await control('/invites', { kind: 'set-vanity', guildId: guild.id, code: 'the-makers' });
  expect(await vanity()).toMatchObject({ status: 200, body: { code: 'the-makers', uses: 0 } });
  await join('the-makers');
  expect(await vanity()).toMatchObject({ body: { code: 'the-makers', uses: 1 } });
});

test('the bot is told of invites in channels it may manage', () => {
  const { sim } = discord;
  const told = () => sim.happen.counts.other;
  role.permissions = PERMISSION.viewChannel | PERMISSION.manageGuild;
  const before = told();
  const { code } = sim.invites.create(channel, guild.ownerIndex, { maxUses: 0, maxAgeSeconds: 0 });
  expect(told()).toBe(before);
  role.permissions = PERMISSION.viewChannel | PERMISSION.manageChannels;
  sim.invites.delete(guild, code);
  sim.invites.create(channel, guild.ownerIndex, { maxUses: 0, maxAgeSeconds: 0 });
  expect(told()).toBe(before + 2);
});
