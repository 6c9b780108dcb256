import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { grantPremium } from '#core/billing/grant-premium.server.ts';
import { revokePremium } from '#core/billing/revoke-premium.server.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { exportFiles } from '../components/export/files.ts';
import { Browser } from './testing/browser.ts';
import { personId, type RunningWeb, startWeb } from './testing/running-web.ts';

const DAY_MS = 86_400_000;
const DAYS = 30;
const lastDay = Math.floor(Date.now() / DAY_MS) - 1;
const dateOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);

let db: WholeDatabase;
let web: RunningWeb;
let owner: Browser;
let guildId: string;

beforeAll(async () => {
  db = await createTestDatabase();
  web = await startWeb(db);
  guildId = web.simulator.sim.world.guildAt(0).id;
  await db.pool.query('INSERT INTO guild (id) VALUES ($1)', [guildId]);
  await db.pool.query(
    `INSERT INTO analytics.guild_day (guild_id, day, time_zone, messages, active_ms, muted_ms, deafened_ms, alone_ms, posters,
            voice_users, active, joins, left_first_day, left_first_week, left_first_month, left_later, left_unknown,
            observed_messages, observed_voice)
     SELECT $1, day, 'UTC', 7, 0, 0, 0, 0, 3, 1, 3, 1, 0, 0, 0, 0, 0, 1, 1
       FROM generate_series($2::int4 - $3::int4 + 1, $2::int4) AS day`,
    [guildId, lastDay, DAYS],
  );
  owner = new Browser(web);
  await owner.signIn(personId(web.simulator, 'owner'));
}, 180_000);
afterAll(async () => {
  await web?.stop();
  await db?.close();
});

const page = () => `/guilds/${guildId}/export`;

describe('the files', () => {
  test('are open without premium, with it, and in the grace after it', async () => {
    const staffId = personId(web.simulator, 'staff');
    const clock = { now: Date.now };
    const states: [state: string, act: () => Promise<void>][] = [
      ['never', async () => {}],
      ['premium', () => grantPremium({ db, clock }, { guildId, staffId, reason: 'for this test', endsOn: null })],
      ['grace', () => revokePremium({ db, clock }, { guildId, staffId, reason: 'for this test' })],
    ];
    for (const [state, act] of states) {
      await act();
      const words = await (await owner.get(page())).text();
      expect([state, words.includes('Take it along until')]).toEqual([state, state === 'grace']);
      for (const file of exportFiles) {
        const answer = await owner.get(`${page()}/${file}`);
        expect([state, file, answer.status]).toEqual([state, file, 200]);
        const text = await answer.text();
        if (file === 'days.csv') expect(text.split('\r\n')).toHaveLength(DAYS + 2);
        if (file === 'analytics.json') expect(JSON.parse(text).days).toHaveLength(DAYS);
      }
    }
  });

  test('are called by what they hold, and nothing keeps them', async () => {
    const answer = await owner.get(`${page()}/days.csv?from=${dateOf(lastDay - 2)}&to=${dateOf(lastDay)}`);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="days-${guildId}-${dateOf(lastDay - 2)}-${dateOf(lastDay)}.csv"`,
    );
    const lines = (await answer.text()).trimEnd().split('\r\n').slice(1);
    expect(lines.map((line) => line.split(',')[0])).toEqual([2, 1, 0].map((ago) => dateOf(lastDay - ago)));
    const head = await owner.fetch(`${page()}/days.csv`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  test('take any days, and what cannot be read means all', async () => {
    const linesOf = async (query: string) =>
      (await (await owner.get(`${page()}/days.csv?${query}`)).text()).trimEnd().split('\r\n').length - 1;
    expect(await linesOf('from=0001-01-01&to=9999-12-31')).toBe(DAYS);
    expect(await linesOf('from=tomorrow&to=%27')).toBe(DAYS);
    expect(await linesOf(`from=${dateOf(lastDay)}&to=${dateOf(lastDay - 4)}`)).toBe(5);
    expect(await linesOf('from=2001-01-01&to=2001-12-31')).toBe(0);
    expect((await owner.get(`${page()}/people.csv`)).status).toBe(404);
    expect((await owner.get(`${page()}?from=9999-12-31`)).status).toBe(200);
  });
});

describe('a token of the page', () => {
  const post = (fields: [string, string][]) =>
    owner.fetch(page(), {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: web.origin },
    });
  const wish: [string, string][] = [
    ['intent', 'make-token'],
    ['name', 'A <b>screen</b>'],
    ['scopes', 'read:days'],
    ['scopes', 'read:coverage'],
    ['life', '30'],
  ];
  const ask = (kind: string, secret: string) =>
    fetch(`${web.origin}/api/v1/guilds/${guildId}/${kind}`, { headers: { authorization: `Bearer ${secret}` } });

  test('is shown once, reads what it may, and nothing any more once it is revoked', async () => {
    const made = await post(wish);
    expect(made.status).toBe(200);
    expect(made.headers.get('cache-control')).toBe('no-store');
    const text = await made.text();
    expect(text).not.toContain('<b>screen</b>');
    const secret = /procord_[\w-]{43}/.exec(text)?.[0] ?? '';
    expect((await (await owner.get(page())).text()).includes(secret)).toBe(false);
    expect((await ask('days', secret)).status).toBe(200);
    expect((await ask('coverage', secret)).status).toBe(200);
    expect((await ask('channels', secret)).status).toBe(403);
    const byCookie = await owner.get(`/api/v1/guilds/${guildId}/days`);
    expect(byCookie.status).toBe(401);
    expect(byCookie.headers.get('access-control-allow-origin')).toBeNull();

    const [row] = await db.prisma.apiToken.findMany();
    const revoked = await post([
      ['intent', 'revoke-token'],
      ['tokenId', row?.id ?? ''],
    ]);
    expect(revoked.headers.get('location')).toBe(`${page()}?done=revoked#tokens`);
    expect((await ask('days', secret)).status).toBe(401);
    expect(web.lines.join('\n')).not.toContain(secret);
  });

  test('is refused in words, with what was filled in', async () => {
    const without = (name: string) => wish.filter(([field]) => field !== name);
    for (const [fields, words] of [
      [without('name'), 'Give the token a name'],
      [[...without('name'), ['name', ' ']], 'Give the token a name'],
      [without('scopes'), 'Choose at least one thing'],
      [[...without('scopes'), ['scopes', 'write:days']], 'Choose at least one thing'],
      [without('life'), 'Choose how long'],
    ] as [[string, string][], string][]) {
      const answer = await post(fields);
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain(words);
    }
    expect((await post([['intent', 'paint']])).status).toBe(400);
    expect(await db.prisma.apiToken.count()).toBe(1);
  });
});

test('a file too large for the page of Insights is refused, and one too large for any form', async () => {
  const send = (bytes: number) => {
    const form = new FormData();
    form.set('intent', 'import');
    form.set('file', new File(['x'.repeat(bytes)], 'large.csv'));
    return owner.post(`${page()}/insights`, form);
  };
  const large = await send(300_000);
  expect(large.status).toBe(400);
  expect(await large.text()).toContain('larger than what Discord exports');
  const huge = await send(3_000_000);
  expect(huge.status).toBe(413);
  expect(await db.prisma.insightsImport.count()).toBe(0);
});
