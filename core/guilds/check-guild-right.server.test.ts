import type { APIGuild, APIGuildMember } from 'discord-api-types/v10';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '#core/platform/app-error.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import type { DiscordRest } from '#core/platform/discord-rest.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { checkGuildRight, READ_AGE_MS, WRITE_AGE_MS } from './check-guild-right.server.ts';
import { createGuildReader, type GuildReader } from './guild-reader.server.ts';
import { ADMINISTRATOR, BOT_PERMISSIONS, inviteUrl, MANAGE_GUILD, memberRight } from './rules.ts';

const guildId = '200000000000000001';
const ownerId = '300000000000000001';
const accountId = '300000000000000002';
const roles = [
  { id: guildId, permissions: '1024' },
  { id: '1', permissions: ADMINISTRATOR.toString() },
  { id: '2', permissions: (MANAGE_GUILD | 1n).toString() },
  { id: '3', permissions: '2147483647' },
];

describe('the right of a member', () => {
  const guild = { id: guildId, owner_id: ownerId, roles: roles.slice(0, 3) };

  test.each([
    [ownerId, [], 'owner'],
    [accountId, ['1', '2'], 'administrator'],
    [accountId, ['2'], 'manager'],
    [accountId, [], null],
    [accountId, ['3'], null],
  ] as const)('%s with roles %j: %s', (userId, held, right) => {
    expect(memberRight(guild, userId, held)).toBe(right);
  });

  test('comes from the role that everyone holds, too', () => {
    const open = { ...guild, roles: [{ id: guildId, permissions: MANAGE_GUILD.toString() }] };
    expect(memberRight(open, accountId, [])).toBe('manager');
  });
});

test('the invite asks for View Channel and no more', () => {
  const url = new URL(inviteUrl('https://discord.example/oauth2/authorize', '1', guildId));
  expect(BOT_PERMISSIONS).toBe(1n << 10n);
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: '1',
    scope: 'bot applications.commands',
    permissions: '1024',
    guild_id: guildId,
    disable_guild_select: 'true',
  });
});

describe('asking for the right', () => {
  let db: WholeDatabase;
  let nowMs = 0;
  let asked: string[];
  let held: string[] | null;
  let away: boolean;
  let reader: GuildReader;

  beforeAll(async () => {
    db = await createTestDatabase();
    await db.prisma.guild.create({ data: { id: BigInt(guildId) } });
    await db.prisma.guild.create({ data: { id: 200000000000000002n, removedAt: new Date() } });
  });
  afterAll(() => db.close());
  beforeEach(() => {
    asked = [];
    held = ['2'];
    away = false;
    const note = async <T>(what: string, answer: T): Promise<T> => {
      asked.push(what);
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (away) throw new AppError('discord_unavailable', 'away');
      return answer;
    };
    const rest: DiscordRest = {
      guild: () => note('guild', { id: guildId, name: 'A guild', owner_id: ownerId, roles } as unknown as APIGuild),
      member: () => note('member', held && ({ roles: held } as unknown as APIGuildMember)),
      channels: () => note('channels', []),
      activeThreads: () => note('threads', null),
      channel: () => note('channel', null),
      application: () => note('application', null),
    };
    reader = createGuildReader(rest, { now: () => nowMs }, async () => {});
  });

  const ask = (maxAgeMs: number, id = guildId) => checkGuildRight({ db, reader }, { guildId: id, accountId }, maxAgeMs);

  test('asks Discord once for many readers, and again when the word is old', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(READ_AGE_MS)));
    expect(answers[0]).toEqual({ id: guildId, name: 'A guild', right: 'manager', isManaged: true, timeZone: 'UTC' });
    expect([...asked].sort()).toEqual(['guild', 'member']);
    nowMs += READ_AGE_MS;
    held = [];
    await expect(ask(READ_AGE_MS)).rejects.toMatchObject({ code: 'not_allowed' });
    expect(asked).toHaveLength(4);
  });

  test('asks afresh for a write', async () => {
    await ask(READ_AGE_MS);
    held = [];
    await expect(ask(WRITE_AGE_MS)).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(ask(READ_AGE_MS), 'and the reader learns of it').rejects.toMatchObject({ code: 'not_allowed' });
  });

  test('is closed when Discord cannot be asked, and asks again at once afterwards', async () => {
    away = true;
    await expect(ask(READ_AGE_MS)).rejects.toMatchObject({ code: 'discord_unavailable' });
    away = false;
    expect(await ask(READ_AGE_MS)).toMatchObject({ right: 'manager' });
  });

  test('gives people outside the answer of a guild that is not here, and does not ask Discord about those', async () => {
    held = null;
    await expect(ask(READ_AGE_MS)).rejects.toMatchObject({ code: 'not_found' });
    asked.length = 0;
    await expect(ask(READ_AGE_MS), 'a refusal is remembered, too').rejects.toMatchObject({ code: 'not_found' });
    await expect(ask(READ_AGE_MS, '200000000000000002')).rejects.toMatchObject({ code: 'not_found' });
    await expect(ask(READ_AGE_MS, '200000000000000003')).rejects.toMatchObject({ code: 'not_found' });
    expect(asked).toEqual([]);
  });
});
