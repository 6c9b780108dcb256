import { Client, GatewayIntentBits } from 'discord.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '#core/platform/clock.ts';
import { type Database, openDatabase } from '#core/platform/db.server.ts';
import { createLog, type Logger } from '#core/platform/log.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { type CommandAnswer, invokeCommand } from '../../simulator/rest/interactions/invoke.ts';
import { type RunningSimulator, startSimulator } from '../../simulator/start-simulator.ts';
import { actorOf, actors, authorizationMatrix, mayUse } from './authorization-matrix.ts';
import type { CommandDeps } from './command.ts';
import { commands } from './commands.ts';
import { describeCommands } from './describe-commands.ts';
import { registerCommandHandlers } from './dispatch.ts';
import { putCommands, registerCommands } from './register-commands.ts';

const log = createLog('test', 'silent');
let running: RunningSimulator;
let db: Database;
let client: Client;
let guildId: string;
const deps = (): CommandDeps & { log: Logger } => ({
  db,
  clock: systemClock,
  origin: 'https://procord.example',
  mode: 'production',
  log,
});

beforeAll(async () => {
  db = await createTestDatabase();
  running = await startSimulator({ guilds: 3, largestGuild: 200, eventsPerSecond: 0, identifyIntervalMs: 0 });
  guildId = running.sim.world.guilds.find((guild) => guild.botIn)?.id ?? '';
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
const run = (name: string, options: Record<string, boolean> = {}, locale = 'en-GB') =>
  invokeCommand(running.sim, { userId: owner(), guildId, name, options, locale });
const text = (answer: CommandAnswer) => JSON.stringify(answer.message);

async function countSomething(): Promise<void> {
  const now = Date.now();
  const hour = Math.floor(now / 3_600_000);
  await db.pool.query('SELECT analytics.ensure_day($1)', [Math.floor(hour / 24)]);
  await db.pool.query('INSERT INTO analytics.counting_span (guild_id, from_ms) VALUES ($1, $2)', [
    guildId,
    now - 60_000,
  ]);
  await db.pool.query('INSERT INTO analytics.message_hour VALUES ($1, 5, 6, $2, 1234)', [guildId, hour]);
  await db.pool.query('INSERT INTO analytics.voice_hour VALUES ($1, 5, 6, $2, 3600000, 60000, 0, 0)', [guildId, hour]);
}

describe('on a server of the simulated Discord', () => {
  test('/stats says that nothing is known before the guild is counted', async () => {
    const answer = await run('stats');
    expect(text(answer)).toContain('Premium is not active');
    expect(answer.ephemeral).toBe(true);
  });

  test('/stats shows the day to its asker alone, and to everyone when told so', async () => {
    await countSomething();
    const answer = await run('stats');
    expect(text(answer)).toContain('1,234');
    expect(text(answer)).toContain('1 hr 1 min (muted 1 min, deafened 0 sec)');
    expect(text(answer)).toContain(`https://procord.example/guilds/${guildId}`);
    expect(answer.ephemeral).toBe(true);
    expect(answer.answeredAfterMs).toBeLessThan(3_000);
    expect((await run('stats', { public: true })).ephemeral).toBe(false);
  });

  test('/privacy says what is counted and what never is', async () => {
    const answer = await run('privacy');
    expect(text(answer)).toContain('Never read, never kept');
    expect(text(answer)).toContain('deleted after 30 days');
    expect(answer.ephemeral).toBe(true);
  });

  test('the words follow the language of the person', async () => {
    const answer = await withDeps({ ...deps(), mode: 'test' }, () => run('privacy', {}, 'en-XA'));
    expect(text(answer)).toContain('Ñéṽéŕ');
  });

  test('a slow database: the answer is announced in time and follows', async () => {
    const blocker = await db.pool.connect();
    await blocker.query('BEGIN; LOCK TABLE guild IN ACCESS EXCLUSIVE MODE');
    const asked = run('stats');
    setTimeout(() => void blocker.query('ROLLBACK').finally(() => blocker.release()), 2_000);
    const answer = await asked;
    expect(answer.type).toBe(5);
    expect(answer.answeredAfterMs).toBeLessThan(3_000);
    expect(answer.ephemeral).toBe(true);
    expect(text(answer)).toContain('1,234');
  });

  test('no database: an apology, and the process lives on', async () => {
    const away = openDatabase('postgresql://postgres@127.0.0.1:9/none', { max: 1 });
    const answer = await withDeps({ ...deps(), db: away }, () => run('stats'));
    expect(text(answer)).toContain('cannot be read at this moment');
    await away.close();
  });

  test('a member whose client is lying is refused', async () => {
    const sent: unknown[] = [];
    const fake = fakeClient(sent);
    registerCommandHandlers(fake, deps());
    fake.emit({ t: 'INTERACTION_CREATE', d: interaction('stats', { permissions: '2048' }) });
    await expect.poll(() => JSON.stringify(sent)).toContain('Only members with Manage Server');
    expect(JSON.stringify(sent)).toContain('"flags":64');
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

function interaction(name: string, member: { permissions: string } | null) {
  return {
    id: '1234567890123456789',
    application_id: '1234567890123456780',
    type: 2,
    token: 'token',
    locale: 'en-US',
    ...(member ? { guild_id: guildId, member: { ...member, user: { id: owner() } } } : {}),
    data: { name, type: 1 },
  };
}

describe('the authorization matrix', () => {
  const permissions = { member: '2048', manager: '32', administrator: '8' };

  test('declares every command, and nothing else', () => {
    expect(Object.keys(authorizationMatrix).sort()).toEqual(commands.map((command) => command.name).sort());
    expect(mayUse('undeclared', 'administrator')).toBe(false);
  });

  test.each(commands.flatMap(({ name }) => actors.map((actor) => ({ name, actor }))))(
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

  test('Discord hides from members what they may not use', () => {
    for (const command of commands) {
      expect(command.defaultMemberPermissions === null).toBe(authorizationMatrix[command.name]?.member);
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
    expect(stats).toMatchObject({ name: 'stats', contexts: [0], default_member_permissions: '32' });
    expect(describeCommands(commands, ['en'])[0]?.name_localizations).toBeNull();
  });
});

test('whatever arrives as an interaction, the process lives and says nothing', () => {
  const sent: unknown[] = [];
  const fake = fakeClient(sent);
  registerCommandHandlers(fake, deps());
  const nasty = [null, 7, 'x', [], {}, { type: 2 }, { ...interaction('stats', null), data: null }, { token: {} }];
  for (const d of nasty) fake.emit({ t: 'INTERACTION_CREATE', d });
  expect(sent).toEqual([]);
});
