import { Client, GatewayIntentBits } from 'discord.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localToday } from '#core/analytics/local-today.ts';
import { systemClock } from '#core/platform/clock.ts';
import { AppError } from '#core/platform/app-error.ts';
import { type Database, openDatabase } from '#core/platform/db.server.ts';
import { createLog, type Logger } from '#core/platform/log.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { openPictures, type Pictures } from '#bot/pictures/pictures.ts';
import { type CommandAnswer, invokeCommand } from '../../simulator/rest/interactions/invoke.ts';
import { type RunningSimulator, startSimulator } from '../../simulator/start-simulator.ts';
import { actorOf, actors, authorizationMatrix, mayUse } from './authorization-matrix.ts';
import { type CommandDeps, usesOf } from './command.ts';
import { commands } from './commands.ts';
import { describeCommands } from './describe-commands.ts';
import { registerCommandHandlers } from './dispatch.ts';
import { putCommands, registerCommands } from './register-commands.ts';

const log = createLog('test', 'silent');
let running: RunningSimulator;
let db: Database;
let client: Client;
let guildId: string;
let channelId: string;
let pictures: Pictures;
const deps = (): CommandDeps & { log: Logger } => ({
  db,
  clock: systemClock,
  origin: 'https://procord.example',
  mode: 'production',
  pictures,
  log,
});

beforeAll(async () => {
  db = await createTestDatabase();
  running = await startSimulator({ guilds: 3, largestGuild: 200, eventsPerSecond: 0, identifyIntervalMs: 0 });
  const guild = running.sim.world.guilds.find((one) => one.botIn);
  guildId = guild?.id ?? '';
  channelId = guild?.channels.find(({ type }) => type === 0)?.id ?? '';
  pictures = openPictures(log, { execArgv: ['--import', 'tsx'] });
  client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: `${running.url}/api`, version: '10' },
  });
  registerCommandHandlers(client, deps());
  await client.login(running.sim.credentials.botToken);
  await putCommands(application(), describeCommands(commands));
});
afterAll(async () => {
  await client.destroy();
  await pictures.close();
  await running.stop();
  await db.close();
});

function application() {
  const { botToken, clientId } = running.sim.credentials;
  return { token: botToken, clientId, apiUrl: `${running.url}/api` };
}
function owner(): string {
  return running.sim.world.guildById(guildId)?.ownerId ?? '';
}
type Options = Record<string, boolean | string | number>;
const run = (name: string, options: Options = {}, { locale = 'en-GB', userId = owner() } = {}) =>
  invokeCommand(running.sim, { userId, guildId, channelId, name, options, locale });
const text = (answer: CommandAnswer) => JSON.stringify(answer.message);
const person = (name: string) => running.sim.world.people.personas.find((one) => one.name === name)?.user.id ?? '';

/** The picture as Discord serves it, with its words for those who do not see it. */
async function pictureOf(answer: CommandAnswer) {
  const [attachment] = answer.message?.attachments ?? [];
  if (!attachment) throw new Error('the answer has no picture');
  const bytes = Buffer.from(await (await fetch(attachment.url)).arrayBuffer());
  return { ...attachment, bytes };
}

const NEWEST = () => localToday(Date.now(), 'UTC') - 1;

/** Eight weeks of totals: 100 messages a day, 200 in the last four weeks; three days of them unknown. */
async function countTotals(): Promise<void> {
  await db.pool.query(
    `INSERT INTO premium_grant (id, guild_id, granted_by, reason) VALUES (gen_random_uuid(), $1, 1, 'test')`,
    [guildId],
  );
  await db.pool.query(
    `INSERT INTO analytics.guild_day (guild_id, day, time_zone, messages, active_ms, muted_ms, deafened_ms, alone_ms,
       posters, voice_users, active, joins, left_first_day, left_first_week, left_first_month, left_later, left_unknown,
       observed_messages, observed_voice)
     SELECT $1, $2::int4 - i, 'UTC', CASE WHEN i < 28 THEN 200 ELSE 100 END, 3600000, 0, 0, 0,
            9, 3, 10, 2, 0, 0, 1, 0, 0, 1, CASE WHEN i = 5 THEN 0.5 ELSE 1 END
       FROM generate_series(0, 55) i`,
    [guildId, NEWEST()],
  );
  await db.pool.query(
    `INSERT INTO analytics.channel_day (guild_id, channel_id, day, messages, posters, active_ms, muted_ms, deafened_ms,
       alone_ms, voice_users)
     SELECT $1, $2, $3::int4 - i, 7, 1, 0, 0, 0, 0, 0 FROM generate_series(0, 9) i`,
    [guildId, channelId, NEWEST()],
  );
}

/** Rows of one person and of others in the hour under way, where the guild is counted since a day. */
async function countPeople(userId: string): Promise<void> {
  const now = Date.now();
  const hour = Math.floor(now / 3_600_000);
  await db.pool.query('SELECT analytics.ensure_day($1)', [Math.floor(hour / 24)]);
  await db.pool.query('INSERT INTO analytics.counting_span (guild_id, from_ms) VALUES ($1, $2)', [
    guildId,
    now - 86_400_000,
  ]);
  await db.pool.query(
    'INSERT INTO gateway.shard (shard_count, shard_id, observed_ms, committed_at, heartbeat_at) VALUES (1, 0, $1, now(), now())',
    [now + 600_000],
  );
  await db.pool.query(
    'INSERT INTO analytics.message_hour VALUES ($1, $2, $3, $5, 41), ($1, $2, $4, $5, 5000), ($6, $2, $3, $5, 600)',
    [guildId, channelId, userId, '77', hour, '1'],
  );
  await db.pool.query('INSERT INTO analytics.voice_hour VALUES ($1, 5, $2, $3, 3600000, 60000, 0, 0)', [
    guildId,
    userId,
    hour,
  ]);
}

describe('on a server of the simulated Discord', () => {
  test('/stats guild says that nothing is known before the guild has premium', async () => {
    const answer = await run('stats guild');
    expect(text(answer)).toContain('Premium is not active');
    expect(answer.ephemeral).toBe(true);
    expect(text(await run('stats me'))).toContain('nothing is known of you here');
  });

  test('/stats guild answers with figures and a picture, in time, to its asker alone unless told so', async () => {
    await countTotals();
    const answer = await run('stats guild');
    expect(answer.answeredAfterMs).toBeLessThan(3_000);
    expect(answer.ephemeral).toBe(true);
    expect(text(answer)).toContain('Messages: **5,600** (100% more than the 28 days before)');
    expect(text(answer)).toContain('Voice time: **28 hr**');
    expect(text(answer)).toContain('Active members, on average a day: **10**');
    expect(text(answer)).toContain('Joined: **56** · Left: **28**');
    expect(text(answer)).toContain('Observed: 100% of the time for messages, 98.2% for voice.');
    expect(text(answer)).toContain(`https://procord.example/guilds/${guildId}`);

    const picture = await pictureOf(answer);
    expect(picture).toMatchObject({ filename: 'stats.png', content_type: 'image/png' });
    expect(picture.bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(picture.width).toBeGreaterThan(1_000);
    expect(picture.description).toMatch(/^Bars: Messages by day, .*5,600 in all\. Highest: 200, /);
    expect((await run('stats guild', { public: true })).ephemeral).toBe(false);
  });

  test('range, measure and appearance are choices', async () => {
    const dark = await pictureOf(await run('stats guild', { range: 7, show: 'voice' }));
    expect(dark.description).toMatch(/^Bars: Voice time by day, .*7 hr in all\./);
    expect(dark.description).toContain('One of them was not or only partly observed.');
    const light = await pictureOf(await run('stats guild', { range: 7, show: 'voice', appearance: 'light' }));
    expect(light.bytes.equals(dark.bytes)).toBe(false);
    const year = await pictureOf(await run('stats guild', { range: 365, show: 'people' }));
    expect(year.description).toMatch(/^Bars: Active members by week, /);
    expect(year.description).toContain('were not or only partly observed.');
  });

  test('/stats channel is about this channel, or another one, of this guild', async () => {
    const here = await run('stats channel', { range: 7 });
    expect(text(here)).toContain(`<#${channelId}>`);
    expect(text(here)).toContain('Messages: **49**');
    expect(text(here)).not.toContain('Active members');
    const other = running.sim.world.guildById(guildId)?.channels.find(({ type, id }) => type === 0 && id !== channelId);
    expect(text(await run('stats channel', { range: 7, channel: other?.id ?? '' }))).toContain('Messages: **0**');
  });

  test('/stats me shows a member their own rows, of this guild, and nobody else’s', async () => {
    const userId = person('member');
    await countPeople(userId);
    const answer = await run('stats me', {}, { userId });
    expect(answer.ephemeral).toBe(true);
    expect(text(answer)).toContain('Messages: **41**');
    expect(text(answer)).toContain('Voice time: **1 hr 1 min**');
    expect(text(answer)).toContain('deleted after 30 days');
    expect((await pictureOf(answer)).description).toContain('41 in all.');
    expect(text(await run('stats me'))).toContain('Messages: **0**');
    await expect(run('stats me', { range: 90 }, { userId })).rejects.toThrow('does not take 90');
  });

  test('/stats me shows nothing to who objected, here or everywhere', async () => {
    const userId = person('member');
    for (const where of [guildId, '0']) {
      await db.pool.query('INSERT INTO analytics.objection (user_id, guild_id) VALUES ($1, $2)', [userId, where]);
      const answer = await run('stats me', {}, { userId });
      expect(text(answer)).toContain('You objected to being counted');
      expect(answer.message?.attachments).toEqual([]);
      await db.pool.query('DELETE FROM analytics.objection');
    }
  });

  test('without a picture the figures are said all the same', async () => {
    const broken: Pictures = {
      png: () => Promise.reject(new AppError('internal', 'not today')),
      close: async () => {},
    };
    const answer = await withDeps({ ...deps(), pictures: broken }, () => run('stats guild'));
    expect(text(answer)).toContain('Messages: **5,600**');
    expect(text(answer)).toContain('The picture could not be drawn');
    expect(answer.message?.attachments).toEqual([]);
  });

  test('/privacy says what is counted and what never is', async () => {
    const answer = await run('privacy');
    expect(text(answer)).toContain('Never read, never kept');
    expect(text(answer)).toContain('deleted after 30 days');
    expect(answer.ephemeral).toBe(true);
  });

  test('the words follow the language of the person, in the picture’s description too', async () => {
    const [privacy, stats] = await withDeps({ ...deps(), mode: 'test' }, async () => [
      await run('privacy', {}, { locale: 'en-XA' }),
      await run('stats guild', {}, { locale: 'en-XA' }),
    ]);
    expect(text(privacy)).toContain('Ñéṽéŕ');
    expect(text(stats)).toContain('Ɱéššáĝéš'.replace('Ɱ', 'Ṁ'));
    for (const words of [stats?.message?.content ?? '', stats?.message?.attachments[0]?.description ?? ''])
      expect(words.replace(/\(<.*>\)|\[|\]/g, '')).not.toMatch(/\b(the|messages|days|Observed|Open)\b/);
  });

  test('a slow database: the answer is announced in time and follows, with its picture', async () => {
    const blocker = await db.pool.connect();
    await blocker.query('BEGIN; LOCK TABLE guild IN ACCESS EXCLUSIVE MODE');
    const asked = run('stats guild');
    setTimeout(() => void blocker.query('ROLLBACK').finally(() => blocker.release()), 2_000);
    const answer = await asked;
    expect(answer.type).toBe(5);
    expect(answer.answeredAfterMs).toBeLessThan(3_000);
    expect(answer.ephemeral).toBe(true);
    expect(text(answer)).toContain('5,600');
    expect((await pictureOf(answer)).description).toContain('5,600');
  });

  test('no database: an apology, and the process lives on', async () => {
    const away = openDatabase('postgresql://postgres@127.0.0.1:9/none', { max: 1 });
    const answer = await withDeps({ ...deps(), db: away }, () => run('stats guild'));
    expect(text(answer)).toContain('cannot be read at this moment');
    await away.close();
  });

  test('a member whose client is lying is refused', async () => {
    const sent: unknown[] = [];
    const fake = fakeClient(sent);
    registerCommandHandlers(fake, deps());
    fake.emit({ t: 'INTERACTION_CREATE', d: interaction('stats guild', { permissions: '2048' }) });
    await expect.poll(() => JSON.stringify(sent)).toContain('Only members with Manage Server');
    expect(JSON.stringify(sent)).toContain('"flags":64');
  });

  test('a lying client cannot make its own activity public', async () => {
    const sent: unknown[] = [];
    const fake = fakeClient(sent);
    registerCommandHandlers(fake, deps());
    const d = interaction('stats me', { permissions: '2048' });
    d.data.options?.[0]?.options.push({ name: 'public', value: true });
    fake.emit({ t: 'INTERACTION_CREATE', d });
    await expect.poll(() => JSON.stringify(sent)).toContain('"flags":64');
  });
});

/** Runs with other parts behind the commands. */
async function withDeps<T>(other: ReturnType<typeof deps>, work: () => Promise<T>): Promise<T> {
  client.removeAllListeners('raw');
  registerCommandHandlers(client, other);
  try {
    return await work();
  } finally {
    client.removeAllListeners('raw');
    registerCommandHandlers(client, deps());
  }
}

function fakeClient(sent: unknown[]) {
  let listener: (packet: { t?: string | null; d?: unknown }) => void = () => {};
  const record = async (route: string, options: { body: unknown }) => void sent.push([route, options.body]);
  return {
    on: (_event: 'raw', heard: typeof listener) => {
      listener = heard;
    },
    emit: (packet: { t?: string | null; d?: unknown }) => listener(packet),
    rest: { post: record, patch: record },
  };
}

function interaction(key: string, member: { permissions: string } | null) {
  const [name, subcommand] = key.split(' ');
  const options: { type: number; name: string; options: { name: string; value: unknown }[] }[] = subcommand
    ? [{ type: 1, name: subcommand, options: [] }]
    : [];
  return {
    id: '1234567890123456789',
    application_id: '1234567890123456780',
    type: 2,
    token: 'token',
    locale: 'en-US',
    ...(member ? { guild_id: guildId, member: { ...member, user: { id: owner() } } } : {}),
    data: { name, type: 1, options },
  };
}

describe('the authorization matrix', () => {
  const permissions = { member: '2048', manager: '32', administrator: '8' };

  test('declares every command, and nothing else', () => {
    expect(Object.keys(authorizationMatrix).sort()).toEqual([...usesOf(commands).keys()].sort());
    expect(mayUse('undeclared', 'administrator')).toBe(false);
  });

  test.each([...usesOf(commands).keys()].flatMap((name) => actors.map((actor) => ({ name, actor }))))(
    '/$name by $actor is as declared',
    async ({ name, actor }) => {
      const sent: unknown[] = [];
      const fake = fakeClient(sent);
      registerCommandHandlers(fake, deps());
      const member = actor === 'outside a guild' ? null : { permissions: permissions[actor] };
      const d = interaction(name, member);
      expect(actorOf(d)).toBe(actor);
      fake.emit({ t: 'INTERACTION_CREATE', d });
      await expect.poll(() => sent.length, { timeout: 5_000 }).toBeGreaterThan(0);
      const refused = /Only members|Use this command in a server/.test(JSON.stringify(sent));
      expect(refused).toBe(!authorizationMatrix[name]?.[actor]);
    },
  );

  test('Discord hides from members the commands of which they may use nothing', () => {
    for (const command of commands) {
      const uses = [...usesOf([command]).keys()];
      const forMembers = uses.some((use) => authorizationMatrix[use]?.member);
      expect(command.defaultMemberPermissions === null).toBe(forMembers);
    }
  });
});

describe('registration', () => {
  test('writes once, and again only after a change', async () => {
    expect(await putCommands(application(), describeCommands(commands))).toBe(false);
    const changed = describeCommands(commands).map((command) => ({ ...command, description: 'another' }));
    expect(await putCommands(application(), changed)).toBe(true);
    expect(await putCommands(application(), describeCommands(commands))).toBe(true);
  });

  test('goes on until Discord answers', async () => {
    running.sim.commands.clear();
    running.sim.faults.serverErrors = { untilMs: Date.now() + 1_500, share: 1, pathPrefix: '', status: 503 };
    const registration = registerCommands(application(), log);
    await expect
      .poll(() => putCommands(application(), describeCommands(commands)).catch(() => true), {
        timeout: 15_000,
        interval: 500,
      })
      .toBe(false);
    registration.stop();
  });

  test('names every language we speak', () => {
    const [stats] = describeCommands(commands, ['en', 'en-XA']);
    expect(stats).toMatchObject({ name: 'stats', contexts: [0], default_member_permissions: null });
    expect(stats && 'options' in stats ? stats.options?.map(({ name }) => name) : []).toEqual(['guild', 'channel', 'me']);
    expect(describeCommands(commands, ['en'])[0]?.name_localizations).toBeNull();
  });
});

test('whatever arrives as an interaction, the process lives and says nothing', () => {
  const sent: unknown[] = [];
  const fake = fakeClient(sent);
  registerCommandHandlers(fake, deps());
  const nasty = [null, 7, 'x', [], {}, { type: 2 }, { ...interaction('stats guild', null), data: null }, { token: {} }];
  for (const d of nasty) fake.emit({ t: 'INTERACTION_CREATE', d });
  expect(sent).toEqual([]);
});
