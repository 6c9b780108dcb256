import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Pictures } from '#bot/pictures/pictures.ts';
import { openBundledPictures } from '#bot/pictures/testing/open-bundled-pictures.ts';
import { chooseDigest, turnDigestOff } from '#core/analytics/choose-digest.server.ts';
import { getDigest } from '#core/analytics/get-digest.server.ts';
import { createGuildReader } from '#core/guilds/guild-reader.server.ts';
import type { BotDeps } from '#core/guilds/list-bot-permissions.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createDiscordMessages, type DiscordMessages } from '#core/platform/discord-messages.server.ts';
import { createDiscordRest } from '#core/platform/discord-rest.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { applyFault } from '../../simulator/control/apply-fault.ts';
import { restStateOf } from '../../simulator/rest/state.ts';
import { type RunningSimulator, startSimulator } from '../../simulator/start-simulator.ts';
import type { Guild } from '../../simulator/world/types.ts';
import { sendDigestsJob } from './send-digests.ts';
import { forkDigests } from './testing/digest-process.ts';

/** View Channel, Send Messages, Attach Files; not Read Message History. */
const WRITING = String((1n << 10n) | (1n << 11n) | (1n << 15n));
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const log = createLog('test', 'silent');
let db: WholeDatabase;
let discord: RunningSimulator;
let pictures: Pictures;
let messages: DiscordMessages;
let bot: BotDeps;
let guilds: Guild[];
let used = 0;

beforeAll(async () => {
  db = await createTestDatabase();
  discord = await startSimulator({ guilds: 24, largestGuild: 60, eventsPerSecond: 0 });
  pictures = await openBundledPictures(log);
  const { botToken: token, clientId } = discord.sim.credentials;
  const access = { apiUrl: `${discord.url}/api`, token };
  messages = createDiscordMessages(access);
  bot = { reader: createGuildReader(createDiscordRest(access), clock, async () => {}), botId: clientId };
  guilds = discord.sim.world.guilds.filter((guild) => guild.botIn);
  discord.sim.clock.advance(nextMonday() - clock.now());
});
beforeEach(() => restStateOf(discord.sim).limits.clear());
afterAll(async () => {
  await pictures?.close();
  await discord?.stop();
  await db?.close();
});

const clock = { now: () => discord.sim.clock.now() };
const today = () => Math.floor(clock.now() / DAY_MS);
/** The next Monday, at ten. */
function nextMonday(): number {
  const day = today();
  return (day + 7 - ((day + 3) % 7)) * DAY_MS + 10 * 3_600_000;
}

/** A guild with premium and two weeks of totals, whose digest goes to one of its channels since a week. */
async function newDigest(): Promise<{ guild: Guild; guildId: string; channelId: string }> {
  const guild = guilds[used++];
  if (!guild) throw new Error('the world has no more guilds');
  const channelId = guild.channels.find(({ type }) => type === 0)?.id ?? '';
  const guildId = guild.id;
  await db.prisma.guild.create({ data: { id: BigInt(guildId) } });
  await db.prisma.premiumGrant.create({
    data: { guildId: BigInt(guildId), grantedBy: 1n, reason: 'test', startsAt: new Date(0) },
  });
  await db.pool.query(
    `INSERT INTO analytics.guild_day (guild_id, day, time_zone, messages, active_ms, muted_ms, deafened_ms, alone_ms,
       posters, voice_users, active, joins, left_first_day, left_first_week, left_first_month, left_later, left_unknown,
       observed_messages, observed_voice)
     SELECT $1, $2::int4 - i, 'UTC', CASE WHEN i < 8 THEN 30 ELSE 20 END, 3600000, 0, 0, 0, 9, 3, 10, 2, 0, 0, 1, 0, 0, 1, 1
       FROM generate_series(1, 14) i`,
    [guildId, today()],
  );
  const lastWeek = { now: () => clock.now() - 7 * DAY_MS };
  await chooseDigest({ db, clock: lastWeek }, { guildId, accountId: guild.ownerId }, channelId);
  return { guild, guildId, channelId };
}

/** What was found in the week: of the guild, and of a channel that not everybody may see. */
async function putInsights(guildId: string): Promise<void> {
  const [fromDay, toDay] = [today() - 7, today() - 1];
  const fact = {
    ...{ id: 'f1', kind: 'change', measure: 'messages', noteId: null, direction: 'up', sure: 'clear', fromDay, toDay },
    values: { now: 210, was: 140, change: 0.5 },
  };
  await db.prisma.insightReport.create({
    data: {
      ...{ id: randomUUID(), guildId: BigInt(guildId), kind: 'weekly', fromDay, toDay, timeZone: 'UTC' },
      facts: [
        { ...fact, id: 'f2', channelId: '7' },
        { ...fact, channelId: null },
      ],
      ...{
        writtenAt: new Date(),
        locale: 'en',
        wording: 'rules',
        why: 'no-model',
        sentences: [],
        withheld: 0,
        tries: 1,
      },
    },
  });
}

const run = (through: DiscordMessages = messages, picturesOf = pictures) =>
  sendDigestsJob(
    { messages: through, bot },
    { pictures: picturesOf, origin: 'https://procord.example', mode: 'test' },
  ).run({
    db,
    clock,
    log,
  });
const sentTo = (channelId: string) => restStateOf(discord.sim).sent.in(channelId);
async function stopped(guildId: string) {
  const { settings } = await getDigest(db, { guildId });
  return settings?.stopped?.reason ?? null;
}
const audited = async (guildId: string) =>
  (await db.prisma.auditEvent.findMany({ where: { guildId: BigInt(guildId) }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  );

/** Discord hears the message, and the one who sent it hears no more. */
const dying: DiscordMessages = {
  ...messagesOf(() => messages),
  async send(channelId, message) {
    await messages.send(channelId, message);
    throw new AppError('discord_unavailable', 'killed');
  },
};
function messagesOf(inner: () => DiscordMessages): DiscordMessages {
  return {
    send: (channelId, message) => inner().send(channelId, message),
    readAfter: (channelId, id) => inner().readAfter(channelId, id),
  };
}

describe('the digest of a week', () => {
  test('comes once, with the figures and the picture of the week, however often and at once it is asked for', async () => {
    const { guildId, channelId } = await newDigest();
    await putInsights(guildId);
    await Promise.all([run(), run(), run()]);
    await run();
    const [message, ...more] = sentTo(channelId);
    expect(more).toEqual([]);
    expect(message?.content).toContain('Messages: **210** (50% more than the 7 days before)');
    expect(message?.content).toContain(`https://procord.example/guilds/${guildId}/overview?from=`);
    expect(message?.content).toContain('What stands out:\n- Messages: 210, 50% more than in the week before (140).');
    expect(message?.content.match(/^- /gm), 'nothing of a channel').toHaveLength(1);
    expect(message?.attachments[0]).toMatchObject({ content_type: 'image/png' });
    expect(message?.attachments[0]?.description).toContain('210 in all.');
    expect((await getDigest(db, { guildId })).last).toMatchObject({ week: today() - 7 });

    discord.sim.clock.advance(7 * DAY_MS);
    await run();
    expect(sentTo(channelId)).toHaveLength(1);
    discord.sim.clock.advance(DAY_MS + 1);
    await run();
    expect(sentTo(channelId)[1]?.content).toContain('Nothing of this week was observed');
    await turnDigestOff({ db }, { guildId, accountId: '1' });
    expect(await getDigest(db, { guildId })).toMatchObject({ settings: null });
    discord.sim.clock.advance(nextMonday() - clock.now());
  });

  test('comes once where the sender died between sending and noting, at once and hours later', async () => {
    for (const laterMs of [10_000, 5 * 3_600_000]) {
      const { guildId, channelId } = await newDigest();
      await run(dying);
      expect((await getDigest(db, { guildId })).last).toBeNull();
      discord.sim.clock.advance(laterMs);
      await run();
      expect(sentTo(channelId)).toHaveLength(1);
      expect((await getDigest(db, { guildId })).last?.sentAt).not.toBeNull();
    }
  });

  test('comes once where the process is killed the instant that Discord has the message', async () => {
    const { guildId, channelId } = await newDigest();
    const child = await forkDigests(db.url, discord, clock.now() - Date.now());
    const exited = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
    const dispatch = vi.spyOn(discord.sim, 'dispatch').mockImplementation((_guild, t) => {
      if (t === 'MESSAGE_CREATE') child.kill('SIGKILL');
    });
    expect(await exited).toBe('SIGKILL');
    dispatch.mockRestore();
    expect(sentTo(channelId)).toHaveLength(1);
    expect((await getDigest(db, { guildId })).last).toBeNull();
    await expect
      .poll(() => run().then(() => getDigest(db, { guildId })), { timeout: 10_000 })
      .toMatchObject({
        last: { week: today() - 7 },
      });
    expect(sentTo(channelId)).toHaveLength(1);
  });

  test('comes where the sender died before sending', async () => {
    const { guild, channelId } = await newDigest();
    const mute: DiscordMessages = {
      ...messagesOf(() => messages),
      send: () => Promise.reject(new AppError('discord_unavailable', 'killed')),
    };
    await run(mute);
    discord.sim.happen.message(
      discord.sim.world.channelById(channelId) ?? never(),
      discord.sim.world.people.indexOf(guild.ownerId),
      0,
      1,
    );
    discord.sim.clock.advance(10 * MINUTE_MS);
    await run();
    expect(sentTo(channelId)).toHaveLength(1);
  });

  test('is given up, and the page says so, where nobody can see whether it came', async () => {
    const { guild, guildId, channelId } = await newDigest();
    await run(dying);
    discord.sim.clock.advance(10 * MINUTE_MS);
    for (const role of guild.roles)
      applyFault(discord.sim, { kind: 'role-permissions', guildId, roleId: role.id, permissions: WRITING });
    await run();
    await run();
    expect(sentTo(channelId)).toHaveLength(1);
    expect((await getDigest(db, { guildId })).last).toEqual({ week: today() - 7, sentAt: null });
  });

  test('comes without its picture where none can be drawn', async () => {
    const { channelId } = await newDigest();
    await run(messages, { png: () => Promise.reject(new AppError('internal', 'no')), close: async () => {} });
    expect(sentTo(channelId)[0]?.content).toContain('The picture could not be drawn');
    expect(sentTo(channelId)[0]?.attachments).toEqual([]);
  });
});

describe('it stops, and the page says why,', () => {
  test('where the bot may not write any more', async () => {
    const { guild, guildId, channelId } = await newDigest();
    for (const role of guild.roles)
      applyFault(discord.sim, { kind: 'role-permissions', guildId, roleId: role.id, permissions: '1024' });
    await run();
    expect(await stopped(guildId)).toBe('missing_permissions');
    expect(sentTo(channelId)).toEqual([]);
    expect(await audited(guildId)).toEqual(['digest.chosen', 'digest.stopped']);
  });

  test('where the channel is gone', async () => {
    const { guildId, channelId } = await newDigest();
    discord.sim.structure.deleteChannel(discord.sim.world.channelById(channelId) ?? never());
    await run();
    await run();
    expect(await stopped(guildId)).toBe('unknown_channel');
    expect(await audited(guildId)).toEqual(['digest.chosen', 'digest.stopped']);
  });

  test('where premium ended; chosen anew it goes on', async () => {
    const { guild, guildId, channelId } = await newDigest();
    await db.prisma.premiumGrant.updateMany({
      where: { guildId: BigInt(guildId) },
      data: { revokedAt: new Date(clock.now()), revokedBy: 1n },
    });
    await run();
    expect(await stopped(guildId)).toBe('premium_ended');
    expect(sentTo(channelId)).toEqual([]);
    await chooseDigest({ db, clock }, { guildId, accountId: guild.ownerId }, channelId);
    expect(await stopped(guildId)).toBeNull();
  });

  test('but not where Discord is away for a while', async () => {
    const { guildId, channelId } = await newDigest();
    discord.sim.faults.serverErrors = { untilMs: Date.now() + 60_000, share: 1, pathPrefix: '', status: 503 };
    await run();
    expect(await stopped(guildId)).toBeNull();
    discord.sim.faults.clear();
    discord.sim.clock.advance(2 * MINUTE_MS);
    await run();
    expect(sentTo(channelId)).toHaveLength(1);
  });
});

function never(): never {
  throw new Error('there is no such channel');
}
