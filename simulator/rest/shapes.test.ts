import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { CHANNEL_TYPE } from '../world/types.ts';
import {
  categorySchema,
  forumSchema,
  guildSchema,
  memberSchema,
  messageSchema,
  ownGuildSchema,
  roleSchema,
  textChannelSchema,
  threadSchema,
  userSchema,
  voiceChannelSchema,
} from './discord-shapes.ts';
import { channelShape, guildShape, memberShape, ownUserShape, roleShape, userShape } from './shapes.ts';
import { startTestSimulator, type TestSimulator } from './test-simulator.ts';

let discord: TestSimulator;
beforeAll(async () => {
  discord = await startTestSimulator();
});
afterAll(() => discord.stop());

/** Fails with the path of what is wrong. */
function check(schema: z.ZodType, value: unknown): void {
  const result = schema.safeParse(value);
  expect(result.success ? '' : z.prettifyError(result.error)).toBe('');
}

const schemaOf = new Map<number, z.ZodType>([
  [CHANNEL_TYPE.category, categorySchema],
  [CHANNEL_TYPE.text, textChannelSchema],
  [CHANNEL_TYPE.announcement, textChannelSchema],
  [CHANNEL_TYPE.voice, voiceChannelSchema],
  [CHANNEL_TYPE.stage, voiceChannelSchema],
  [CHANNEL_TYPE.forum, forumSchema],
  [CHANNEL_TYPE.publicThread, threadSchema],
  [CHANNEL_TYPE.privateThread, threadSchema],
  [CHANNEL_TYPE.announcementThread, threadSchema],
]);

test('every guild, role, channel and thread of the world has the shape Discord documents', () => {
  const types = new Set<number>();
  for (const guild of discord.sim.world.guilds) {
    check(guildSchema, guildShape(guild, { members: 5, online: 1 }));
    for (const role of guild.roles) check(roleSchema, roleShape(role));
    for (const channel of [...guild.channels, ...guild.threads.values()]) {
      types.add(channel.type);
      check(schemaOf.get(channel.type) ?? z.never(), channelShape(guild, channel));
    }
  }
  expect([...types]).toEqual(expect.arrayContaining([0, 2, 4]));
});

test('members, people and bots have the shape Discord documents', () => {
  const { world } = discord.sim;
  const guild = discord.guild(0);
  for (let i = 0; i < 400; i += 1) {
    const member = world.member(guild, world.seededMember(guild, i));
    if (!member) continue;
    check(memberSchema, memberShape(member));
    check(userSchema, userShape(member.user));
  }
  for (const { user } of world.people.personas) check(userSchema, ownUserShape(user, true));
  for (const bot of guild.bots) expect(userShape(world.people.byIndex(bot))).toMatchObject({ bot: true });
});

test('the address is shown to its owner with the email scope only', () => {
  const { user } = discord.sim.world.people.persona('owner');
  expect(userShape(user)).not.toHaveProperty('email');
  expect(ownUserShape(user, false)).not.toHaveProperty('email');
  expect(ownUserShape(user, true)).toMatchObject({ email: user.email, verified: true });
});

test('what the routes answer over the wire has these shapes too', async () => {
  const guild = discord.guild(0);
  const channel = guild.channels.find((one) => one.type === CHANNEL_TYPE.text);
  const answers: [path: string, schema: z.ZodType][] = [
    ['/users/@me', userSchema],
    ['/users/@me/guilds?limit=5', z.array(ownGuildSchema).length(5)],
    [`/guilds/${guild.id}?with_counts=true`, guildSchema],
    [`/guilds/${guild.id}/channels`, z.array(z.looseObject({ id: z.string() })).length(guild.channels.length)],
    [`/guilds/${guild.id}/roles`, z.array(roleSchema).length(guild.roles.length)],
    [`/guilds/${guild.id}/members/${discord.personaId('member')}`, memberSchema],
    [`/guilds/${guild.id}/threads/active`, z.object({ threads: z.array(threadSchema), members: z.array(z.unknown()) })],
    [`/channels/${channel?.id}`, textChannelSchema],
    ['/gateway', z.object({ url: z.url() })],
    [
      '/gateway/bot',
      z.object({
        url: z.url(),
        shards: z.int().min(1),
        session_start_limit: z.object({
          total: z.int(),
          remaining: z.int(),
          reset_after: z.int(),
          max_concurrency: z.int().min(1),
        }),
      }),
    ],
    [
      '/applications/@me',
      z.looseObject({ id: z.literal(discord.sim.credentials.clientId), verify_key: z.string().length(64) }),
    ],
    ['/oauth2/applications/@me', z.looseObject({ bot: userSchema })],
  ];
  for (const [path, schema] of answers) {
    const { status, body } = await discord.ask('GET', path);
    expect(status, path).toBe(200);
    check(schema, body);
  }
  const sent = await discord.ask('POST', `/channels/${channel?.id}/messages`, { content: 'hello' });
  check(messageSchema, sent.body);
});

test('approximate counts come only where they were asked for', async () => {
  const { id } = discord.guild(1);
  const plain = await discord.ask('GET', `/guilds/${id}`);
  const counted = await discord.ask('GET', `/guilds/${id}?with_counts=true`);
  expect(plain.body).not.toHaveProperty('approximate_member_count');
  expect(counted.body).toHaveProperty('approximate_member_count', discord.sim.world.memberCount(discord.guild(1)));
});
