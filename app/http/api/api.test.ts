import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { suspendAccount } from '#core/accounts/suspend-account.server.ts';
import { recordKinds } from '#core/analytics/records.ts';
import { listEvents } from '#core/audit/list-events.server.ts';
import { listTokens } from '#core/guilds/list-tokens.server.ts';
import { makeToken } from '#core/guilds/make-token.server.ts';
import { pruneTokens } from '#core/guilds/prune-tokens.server.ts';
import { revokeToken } from '#core/guilds/revoke-token.server.ts';
import { MOST_TOKENS, type NewToken, tokenScopes } from '#core/guilds/schema.ts';
import { readConfig } from '#core/platform/config.server.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createLog, type Logger } from '#core/platform/log.server.ts';
import { pruneRateLimits } from '#core/platform/rate-limit.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { type RunningSimulator, startSimulator } from '../../../simulator/start-simulator.ts';
import { createDependencies, type Dependencies } from '../dependencies.server.ts';
import { createApi } from './api.server.ts';
import { API_LIMIT } from './contract.ts';
import { examplePage, openApiDocument } from './openapi.ts';

const DAY_MS = 86_400_000;
const foreignId = '500000000000000001';
const accountId = '300000000000000001';
const staffId = '300000000000000009';
const firstDay = Date.parse('2026-01-01') / DAY_MS;

let db: WholeDatabase;
let simulator: RunningSimulator;
let guildId: string;
let channel: { id: string; name: string };
let nowMs = Date.parse('2026-03-01T12:00:00Z');
const opened: Dependencies[] = [];
const log = createLog('test', 'silent');

/** One web process: dependencies and an API of its own, on the same database. */
function startProcess(changes: Partial<Dependencies> = {}) {
  const config = readConfig({
    NODE_ENV: 'test',
    DATABASE_URL: db.url,
    PROCORD_SECRET: 'x'.repeat(32),
    PROCORD_ORIGIN: 'https://here.example',
    DISCORD_TOKEN: simulator.sim.credentials.botToken,
    DISCORD_CLIENT_ID: simulator.sim.credentials.clientId,
    DISCORD_CLIENT_SECRET: 'x',
    DISCORD_API_URL: `${simulator.url}/api`,
  });
  const deps = { ...createDependencies(config, log), clock: { now: () => nowMs }, ...changes };
  opened.push(deps);
  const app = new Hono<{ Variables: { requestId: string; log: Logger } }>();
  app.use(async (c, next) => {
    c.set('requestId', 'a-reference');
    c.set('log', log);
    await next();
  });
  app.route(
    '/api/v1',
    createApi(deps, async () => true),
  );
  return (path: string, secret?: string, init: RequestInit = {}) =>
    app.request(`/api/v1${path}`, {
      ...init,
      headers: { ...init.headers, ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }) },
    });
}
type Ask = ReturnType<typeof startProcess>;

let ask: Ask;
let secret: string;

beforeAll(async () => {
  db = await createTestDatabase();
  simulator = await startSimulator({ guilds: 3, largestGuild: 300, eventsPerSecond: 0 });
  const guild = simulator.sim.world.guildAt(0);
  guildId = guild.id;
  const [first] = guild.channels;
  if (!first) throw new Error('the guild has channels');
  channel = first;
  await db.prisma.account.create({ data: { id: BigInt(accountId), username: 'mara', globalName: 'Mara' } });
  await db.pool.query(
    `INSERT INTO guild (id, time_zone, managed_at) VALUES ($1, 'Europe/Berlin', now()), ($2, 'UTC', now())`,
    [...[guildId, foreignId]],
  );
  await db.pool.query(
    `INSERT INTO analytics.guild_day (guild_id, day, time_zone, messages, active_ms, muted_ms, deafened_ms, alone_ms, posters,
            voice_users, active, joins, left_first_day, left_first_week, left_first_month, left_later, left_unknown,
            observed_messages, observed_voice)
     SELECT guild, day, 'Europe/Berlin', day - $3, 60000, 0, 0, 0, 3, 1, 3, 1, 0, 0, 0, 0, 0, 1, 0.95
       FROM unnest(ARRAY[$1, $2]::int8[]) AS guild, generate_series($3::int4, $3::int4 + 29) AS day WHERE day <> $3 + 9`,
    [guildId, foreignId, firstDay],
  );
  await db.pool.query(
    `INSERT INTO analytics.channel_day SELECT $1, $2, day, NULL, 5, 2, 0, 0, 0, 0, 0, NULL
       FROM generate_series($3::int4, $3::int4 + 4) AS day`,
    [guildId, channel.id, firstDay],
  );
  await db.pool.query(
    'INSERT INTO analytics.retention_week (guild_id, week, joined, stayed_week1, active_week1, observed_week1) VALUES ($1, $2, 40, 30, 20, 1)',
    [guildId, firstDay + 4],
  );
  await db.pool.query('INSERT INTO analytics.counting_span (guild_id, from_ms) VALUES ($1, $2)', [
    guildId,
    (firstDay + 1) * DAY_MS,
  ]);
  ask = startProcess();
  secret = (await make()).secret;
}, 60_000);
afterAll(async () => {
  for (const deps of opened) await deps.close();
  await simulator?.stop();
  await db?.close();
});

function make(changes: Partial<NewToken> = {}, of = guildId) {
  const token: NewToken = { name: 'for this test', scopes: [...tokenScopes], life: '90', ...changes };
  return makeToken({ db, clock: { now: () => nowMs } }, { guildId: of, accountId, token });
}

const days = () => `/guilds/${guildId}/days`;

describe('the document', () => {
  test('is valid OpenAPI 3.1', async () => {
    const document = await (await ask('/openapi.json')).json();
    const { valid, errors } = await new Validator().validate(document);
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(recordKinds.map((kind) => `/guilds/{guildId}/${kind}`));
  });

  test('is told from one that is not', async () => {
    const broken = { ...openApiDocument('https://here.example', 'en'), paths: { days: {} } };
    expect((await new Validator().validate(JSON.parse(JSON.stringify(broken)))).valid).toBe(false);
  });

  test('describes every answer, and every example is one', async () => {
    for (const kind of recordKinds) {
      const validate = validatorOf(kind);
      const answer = await ask(`/guilds/${guildId}/${kind}?from=2026-01-01`, secret);
      expect([kind, answer.status]).toEqual([kind, 200]);
      const page = await answer.json();
      expect(page.items.length, kind).toBeGreaterThan(0);
      for (const body of [page, examplePage(kind)])
        expect([kind, validate(body), validate.errors]).toEqual([kind, true, null]);
      expect(validate({ ...page, items: [{ ...page.items[0], reason: 7, joined: 'x', messages: '7' }] })).toBe(false);
    }
  });
});

/** Of the schemas as the document has them. */
function validatorOf(kind: (typeof recordKinds)[number] | 'problem') {
  const document = openApiDocument('https://here.example', 'en');
  const ajv = addFormats.default(new Ajv2020({ strict: false }));
  ajv.addSchema(JSON.parse(JSON.stringify(document)), 'document');
  if (kind === 'problem') return ajv.compile({ $ref: 'document#/components/schemas/Problem' });
  const page = document.paths[`/guilds/{guildId}/${kind}`]?.get.responses[200]?.content['application/json'].schema.$ref;
  return ajv.compile({ $ref: `document${page}` });
}

describe('reading', () => {
  test('goes page after page, with nothing left out or twice', async () => {
    const messages: (number | null)[] = [];
    const dates: string[] = [];
    let after = '';
    for (let pages = 0; pages < 20; pages++) {
      const page = await (await ask(`${days()}?limit=7${after}`, secret)).json();
      expect(page.items.length).toBeLessThanOrEqual(7);
      messages.push(...page.items.map((one: { messages: number | null }) => one.messages));
      dates.push(...page.items.map((one: { date: string }) => one.date));
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }
    expect(messages).toEqual(Array.from({ length: 30 }, (_, day) => (day === 9 ? null : day)));
    expect(new Set(dates).size).toBe(30);
    expect(dates[0]).toBe('2026-01-01');
  });

  test('keeps to the range, and names channels as Discord does now', async () => {
    const page = await (await ask(`${days()}?from=2026-01-03&to=2026-01-05`, secret)).json();
    expect(page.items.map((one: { date: string }) => one.date)).toEqual(['2026-01-03', '2026-01-04', '2026-01-05']);
    const channels = await (await ask(`/guilds/${guildId}/channels?limit=2`, secret)).json();
    expect(channels.items[0]).toMatchObject({ channel_id: channel.id, channel_name: channel.name });
    expect(channels.next).toBe(`2026-01-02_${channel.id}`);
    const rest = await (await ask(`/guilds/${guildId}/channels?after=${channels.next}`, secret)).json();
    expect(rest.items).toHaveLength(3);
  });

  test('says what was not observed, and goes on where a page ended', async () => {
    await db.pool.query(
      `INSERT INTO analytics.coverage_gap (shard_count, shard_id, guild_id, kind, from_ms, to_ms, reason)
       SELECT 1, 0, $1, 'voice', day * 86400000::int8, day * 86400000::int8 + 1000, 'restart'
         FROM generate_series($2::int4 + 5, $2::int4 + 9) AS day`,
      [guildId, firstDay],
    );
    const whole = await (await ask(`/guilds/${guildId}/coverage?from=2026-01-01&to=2026-01-20`, secret)).json();
    const [begun] = whole.items;
    expect(begun).toMatchObject({
      from: '2025-12-31T23:00:00.000Z',
      to: '2026-01-02T00:00:00.000Z',
      reason: 'not-counted',
    });
    const parts: unknown[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const address: string = `/guilds/${guildId}/coverage?from=2026-01-01&to=2026-01-20&limit=2${after && `&after=${after}`}`;
      const page: { items: unknown[]; next: string | null } = await (await ask(address, secret)).json();
      parts.push(...page.items);
      after = page.next;
    }
    expect(parts).toEqual(whole.items);
  });

  test.each([
    ['from=yesterday', 'from', 'YYYY-MM-DD'],
    ['from=2026-02-30', 'from', 'YYYY-MM-DD'],
    ['from=2026-02-02&to=2026-02-01', 'to', 'before the first'],
    ['limit=0', 'limit', '1 to 1,000'],
    ['limit=1001', 'limit', '1 to 1,000'],
    ['limit=many', 'limit', '1 to 1,000'],
    ['after=2026-1-1', 'after', 'earlier page'],
    ['after=1%27%20OR%201=1', 'after', 'earlier page'],
    ['form=2026-01-01', 'form', 'no such parameter'],
  ])('refuses ?%s in words', async (query, parameter, words) => {
    const answer = await ask(`${days()}?${query}`, secret);
    expect(answer.status).toBe(400);
    const body = await answer.json();
    expect(body.errors).toMatchObject([{ parameter }]);
    expect(body.errors[0].detail).toContain(words);
  });
});

test('joins that Discord does not let the bot see are unknown, not none', async () => {
  const joinsOf = async (one: Ask) => {
    const page = await (await one(`${days()}?from=2026-01-03&to=2026-01-04`, secret)).json();
    return page.items.map((item: { joins: number | null; leaves_unknown: number | null }) => [
      item.joins,
      item.leaves_unknown,
    ]);
  };
  await db.pool.query('UPDATE analytics.guild_day SET joins = 0 WHERE guild_id = $1 AND day = $2', [
    guildId,
    firstDay + 3,
  ]);
  expect(await joinsOf(ask)).toEqual([
    [1, 0],
    [0, 0],
  ]);
  const reader = { ...opened[0]?.reader, membersGranted: async () => false };
  expect(await joinsOf(startProcess({ reader: reader as Dependencies['reader'] }))).toEqual([
    [1, 0],
    [null, null],
  ]);
  await db.pool.query('UPDATE analytics.guild_day SET joins = 1 WHERE guild_id = $1', [guildId]);
});

describe('a request is refused', () => {
  const problemOf = async (answer: Response) => {
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    const body = await answer.json();
    const validate = validatorOf('problem');
    expect([validate(body), validate.errors]).toEqual([true, null]);
    expect(body).toMatchObject({ status: answer.status, reference: 'a-reference' });
    expect(body.type).toMatch(/^https:\/\/here\.example\/api\/docs#[a-z_]+$/);
    return body;
  };

  test('without a token, with none of ours, with a cookie, and with a token in the address', async () => {
    for (const headers of [{}, { authorization: 'Basic eDp5' }, { cookie: 'procord=abc' }]) {
      const answer = await ask(days(), undefined, { headers });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      await problemOf(answer);
    }
    expect((await ask(`${days()}?access_token=${secret}`)).status).toBe(401);
    for (const wrong of [
      '',
      'procord_',
      secret.slice(0, -1),
      `${secret}x`,
      `procord_${'A'.repeat(43)}`,
      secret.toUpperCase(),
    ]) {
      const answer = await ask(days(), wrong);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test('for a foreign guild, as for one that does not exist, also with every scope', async () => {
    const told = [];
    for (const id of [foreignId, '599999999999999999', 'abc', `${guildId}0`])
      for (const kind of recordKinds) {
        const answer = await ask(`/guilds/${id}/${kind}`, secret);
        expect([id, kind, answer.status]).toEqual([id, kind, 404]);
        told.push(JSON.stringify(await problemOf(answer)));
      }
    expect(new Set(told).size, 'the same words for all').toBe(1);
    const theirs = (await make({}, foreignId)).secret;
    expect((await ask(`/guilds/${foreignId}/days`, theirs)).status).toBe(200);
    expect((await ask(days(), theirs)).status).toBe(404);
  });

  test('where the bot is gone from the guild', async () => {
    await db.pool.query('UPDATE guild SET removed_at = now() WHERE id = $1', [foreignId]);
    const theirs = (await make({}, foreignId)).secret;
    expect((await ask(`/guilds/${foreignId}/days`, theirs)).status).toBe(404);
    await db.pool.query('UPDATE guild SET removed_at = NULL WHERE id = $1', [foreignId]);
  });

  test('for what the token may not read', async () => {
    const part = (await make({ scopes: ['read:days'] })).secret;
    expect((await ask(days(), part)).status).toBe(200);
    for (const kind of ['channels', 'retention', 'coverage']) {
      const answer = await ask(`/guilds/${guildId}/${kind}`, part);
      expect(answer.status).toBe(403);
      expect(answer.headers.get('www-authenticate')).toContain(`insufficient_scope", scope="read:${kind}"`);
      await problemOf(answer);
    }
  });

  test('from the request after the revocation on, in every process', async () => {
    const other = startProcess();
    const { id, secret: own } = await make();
    for (const one of [ask, other]) expect((await one(days(), own)).status).toBe(200);
    await revokeToken({ db, clock: { now: () => nowMs } }, { guildId, accountId, tokenId: id });
    for (const one of [ask, other]) {
      const answer = await one(days(), own);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
      await problemOf(answer);
    }
  });

  test('once the token has expired, and while its maker is suspended', async () => {
    const { secret: short } = await make({ life: '30' });
    nowMs += 30 * DAY_MS - 1;
    expect((await ask(days(), short)).status).toBe(200);
    nowMs += 1;
    expect((await ask(days(), short)).status).toBe(401);
    const deps = { db, clock: { now: () => nowMs }, staffIds: new Set([staffId]) };
    await suspendAccount(deps, { accountId, staffId, reason: 'for this test' });
    expect((await ask(days(), secret)).status).toBe(401);
    await db.pool.query('UPDATE account SET suspended_at = NULL');
    expect((await ask(days(), secret)).status).toBe(200);
  });

  test('where it would change something, and where there is nothing', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect([method, (await ask(days(), secret, { method })).status]).toEqual([method, 405]);
    expect((await ask('/guilds', secret)).status).toBe(404);
    await problemOf(await ask('/no/such', secret));
    const head = await ask(days(), secret, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});

test('a flood is stopped at its limit, over all processes, and another token goes on', async () => {
  const other = startProcess();
  const { secret: loud } = await make();
  const answers: Response[] = [];
  for (let sent = 0; sent < API_LIMIT.points + 30; sent += 10)
    answers.push(
      ...(await Promise.all(Array.from({ length: 10 }, (_, at) => (at % 2 ? ask : other)(`${days()}?limit=1`, loud)))),
    );
  const statuses = answers.map((answer) => answer.status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(API_LIMIT.points);
  expect(statuses.filter((status) => status === 429)).toHaveLength(30);
  const refused = answers.find((answer) => answer.status === 429);
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused?.headers.get('ratelimit')).toMatch(/^"token";r=0;t=\d+$/);
  expect(refused?.headers.get('ratelimit-policy')).toBe(`"token";q=${API_LIMIT.points};w=${API_LIMIT.seconds}`);
  expect(await refused?.text()).toContain('Too many requests');
  expect((await ask(days(), secret)).status).toBe(200);

  expect(await pruneRateLimits(db, Date.now()), 'the minute runs still').toBe(0);
  expect(await pruneRateLimits(db, Date.now() + API_LIMIT.seconds * 1_000)).toBeGreaterThan(1);
});

describe('a token', () => {
  test('is kept as a hash, is listed without its secret, and leaves a record', async () => {
    const { id, secret: own } = await make({ name: 'Dashboard on the wall', life: 'none' });
    expect(own).toMatch(/^procord_[\w-]{43}$/);
    const { rows } = await db.pool.query('SELECT t::text AS row FROM api_token t WHERE id = $1', [id]);
    expect(rows[0].row).not.toContain(own.slice('procord_'.length + 4));
    await ask(days(), own);
    const listed = (await listTokens({ db, clock: { now: () => nowMs } }, { guildId })).find((one) => one.id === id);
    expect(listed).toMatchObject({
      name: 'Dashboard on the wall',
      hint: own.slice(0, 12),
      madeBy: 'Mara',
      expiresAt: null,
      lastUsedAt: new Date(nowMs),
      state: 'live',
    });
    expect(JSON.stringify(listed)).not.toContain(own.slice(12));
    const [record] = await listEvents(db, 1);
    expect(record).toMatchObject({ action: 'api_token.made', actorId: accountId, guildId });
    await expect(
      revokeToken({ db, clock: { now: () => nowMs } }, { guildId: foreignId, accountId, tokenId: id }),
    ).rejects.toMatchObject({ code: 'not_found' });
    expect((await ask(days(), own)).status).toBe(200);
  });

  test('that ended is listed for thirty days and then deleted', async () => {
    const clock = { now: () => nowMs };
    const [revoked, expired] = [await make(), await make({ life: '30' })];
    await revokeToken({ db, clock }, { guildId, accountId, tokenId: revoked.id });
    const states = async (atMs: number) => {
      await pruneTokens(db, atMs);
      const listed = await listTokens({ db, clock: { now: () => atMs } }, { guildId });
      return [revoked, expired].map(({ id }) => listed.find((one) => one.id === id)?.state ?? null);
    };
    expect(await states(nowMs + 29 * DAY_MS)).toEqual(['revoked', 'live']);
    expect(await states(nowMs + 30 * DAY_MS)).toEqual([null, 'expired']);
    expect(await states(nowMs + 60 * DAY_MS)).toEqual([null, null]);
    expect(await db.prisma.apiToken.count({ where: { id: { in: [revoked.id, expired.id] } } })).toBe(0);
  });

  test('is one of a number that a person can keep track of, also where many are made at once', async () => {
    const made = await Promise.allSettled(Array.from({ length: MOST_TOKENS + 5 }, () => make({}, foreignId)));
    const live = (await listTokens({ db, clock: { now: () => nowMs } }, { guildId: foreignId })).filter(
      (one) => one.state === 'live',
    );
    expect(live).toHaveLength(MOST_TOKENS);
    expect(made.filter((one) => one.status === 'rejected').length).toBeGreaterThanOrEqual(5);
  });
});
