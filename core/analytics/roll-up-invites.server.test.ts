import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { saveMemberships } from './internal/save-memberships.server.ts';
import { listInviteSources } from './list-invite-sources.server.ts';
import { rollUp } from './roll-up.server.ts';
import { sweepMemberships } from './sweep-ended.server.ts';
import { type PlainWorld, plainCohort } from './testing/plain-totals.ts';
import { putMessages } from './testing/put-cells.ts';

const DAY_MS = 24 * HOUR_MS;
const GUILD = '700000000000000001';
const scope = { guildId: GUILD };
const numberOf = (date: string) => Date.parse(date) / DAY_MS;
const dateOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);

let db: WholeDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.close());

interface Person {
  userId: string;
  code: string | null;
}

/** People who join over four weeks by a few busy invites, many quiet ones and none; some stay and some write. */
function makeWorld(timeZone: string, fromMs: number, seed: number): { world: PlainWorld; people: Person[] } {
  let state = seed;
  const random = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
  const world: PlainWorld = { timeZone, messages: [], voice: [], memberships: [] };
  const codes = [
    'busy',
    'busy',
    'busy',
    'vanity-url',
    'vanity-url',
    'some',
    null,
    null,
    'few1',
    'few2',
    'few3',
    'rare',
  ];
  const people = Array.from({ length: 420 }, (_, at): Person => {
    const userId = String(1000 + at);
    const joinedMs = fromMs + Math.floor(random() * 28 * DAY_MS);
    const leftMs = random() < 0.4 ? joinedMs + Math.floor(random() * 20 * DAY_MS) + 1 : Number.POSITIVE_INFINITY;
    const events: PlainWorld['memberships'][number]['events'] = [{ kind: 'join', atMs: joinedMs }];
    if (leftMs < Number.POSITIVE_INFINITY) events.push({ kind: 'leave', atMs: leftMs });
    world.memberships.push({ userId, events });
    for (let written = 0; written < 3; written++) {
      const atMs = joinedMs + Math.floor(random() * 25 * DAY_MS);
      if (random() < 0.5 && atMs < leftMs) world.messages.push({ userId, channelId: '50', parentId: null, atMs });
    }
    return { userId, code: codes[Math.floor(random() ** 1.5 * codes.length)] ?? null };
  });
  return { world, people };
}

async function begin(world: PlainWorld, people: readonly Person[], fromMs: number): Promise<void> {
  await db.pool.query('INSERT INTO guild (id, time_zone) VALUES ($1, $2)', [GUILD, world.timeZone]);
  await db.pool.query('INSERT INTO analytics.counting_span (guild_id, from_ms) VALUES ($1, $2)', [GUILD, fromMs]);
  await db.pool.query(
    `INSERT INTO analytics.invite_use (guild_id, code, source, channel_id, uses, max_uses)
     SELECT $1, code, CASE code WHEN 'vanity-url' THEN 'vanity' ELSE 'invite' END,
            CASE code WHEN 'vanity-url' THEN NULL ELSE 77 END, 1, 0
       FROM unnest($2::text[]) AS code`,
    [GUILD, [...new Set(people.flatMap(({ code }) => code ?? []))]],
  );
  await putMessages(
    db,
    world.messages.map((one) => [GUILD, 50, one.userId, Math.floor(one.atMs / HOUR_MS), 1]),
  );
}

/** Lives through the days: joins and leaves as they come with their invites, totals every third day and at the end. */
async function live(world: PlainWorld, people: readonly Person[], fromMs: number, toMs: number): Promise<void> {
  for (let nowMs = fromMs + DAY_MS; nowMs <= toMs; nowMs += DAY_MS) {
    const changes = world.memberships
      .map(({ userId, events }) => ({
        guildId: GUILD,
        userId,
        events: events.filter(({ atMs }) => atMs >= nowMs - DAY_MS && atMs < nowMs),
      }))
      .filter(({ events }) => events.length > 0);
    const client = await db.pool.connect();
    await saveMemberships(client, changes).finally(() => client.release());
    await db.pool.query(
      `UPDATE analytics.membership m SET invite_code = p.code FROM unnest($1::int8[], $2::text[]) AS p(user_id, code)
        WHERE m.user_id = p.user_id`,
      [people.map(({ userId }) => userId), people.map(({ code }) => code)],
    );
    await db.pool.query(
      `INSERT INTO gateway.shard (shard_count, shard_id, observed_ms) VALUES (1, 0, $1)
       ON CONFLICT (shard_count, shard_id) DO UPDATE SET observed_ms = excluded.observed_ms`,
      [nowMs],
    );
    if (((nowMs - fromMs) / DAY_MS) % 3 === 0 || nowMs === toMs) await rollUp(db, nowMs);
    await sweepMemberships(db, nowMs);
  }
}

const kept = async () => {
  const { rows } = await db.pool.query<{
    week: number;
    source: string;
    code: string;
    channel_id: string | null;
    joined: number;
    stayed_week1: number;
    active_week1: number;
  }>('SELECT * FROM analytics.retention_invite ORDER BY week, source, code');
  return rows.map(({ stayed_week1: stayed, active_week1: active, channel_id: channelId, ...row }) => ({
    ...row,
    channelId,
    stayed,
    active,
  }));
};

/** The plain computation over the people who came by one thing alone. */
function plainOf(world: PlainWorld, people: readonly Person[], code: string | null, monday: string) {
  const ids = new Set(people.filter((one) => one.code === code).map(({ userId }) => userId));
  const only = { ...world, memberships: world.memberships.filter(({ userId }) => ids.has(userId)) };
  const { joined, stayedWeek1: stayed, activeWeek1: active } = plainCohort(only, monday);
  return { code: code ?? '', joined, stayed, active };
}

describe.each([
  ['Europe/Berlin', '2026-03-16', 2],
  ['Pacific/Kiritimati', '2028-02-14', 3],
])('in %s', (timeZone, from, seed) => {
  // A day early, so that the first week is whole where the sun rises first.
  const fromMs = Date.parse(from) - DAY_MS;

  test('what became of people, by what they came through, equals the plain truth, and of fewer than ten nothing is kept', async () => {
    const { world, people } = makeWorld(timeZone, fromMs, seed);
    await begin(world, people, fromMs);
    await live(world, people, fromMs, fromMs + 44 * DAY_MS);
    const rows = await kept();
    const codes = [...new Set(people.map(({ code }) => code))];
    const weeks = [...new Set(rows.map(({ week }) => week))];
    expect(weeks.length).toBeGreaterThanOrEqual(3);
    let singles = 0;
    for (const week of weeks) {
      const plain = codes.map((code) => plainOf(world, people, code, dateOf(week)));
      const own = rows.filter((row) => row.week === week);
      for (const row of own.filter(({ source }) => source !== 'others')) {
        singles++;
        const { joined, stayed, active } = row;
        expect({ code: row.code, joined, stayed, active }).toEqual(plain.find(({ code }) => code === row.code));
        expect(row.source).toBe(row.code === '' ? 'unknown' : row.code === 'vanity-url' ? 'vanity' : 'invite');
        expect(row.channelId).toBe(row.source === 'invite' ? '77' : null);
      }
      expect(own.every(({ joined }) => joined >= 10)).toBe(true);
      // All of them together are the week's: nobody is left out, and nobody can be worked out.
      for (const value of ['joined', 'stayed', 'active'] as const) {
        const sum = (ones: readonly { joined: number; stayed: number; active: number }[]) =>
          ones.reduce((total, one) => total + one[value], 0);
        expect(sum(own)).toBe(sum(plain));
      }
      const missing = plain.filter((one) => one.joined >= 10 && !own.some((row) => row.code === one.code));
      const others = own.find(({ source }) => source === 'others')?.joined ?? 0;
      // At most the smallest went to the others, and only where those were few without it.
      expect(missing.length).toBeLessThanOrEqual(1);
      for (const one of missing) expect(others - one.joined).toBeLessThan(10);
    }
    expect(singles).toBeGreaterThanOrEqual(6);
    await rollUp(db, fromMs + 45 * DAY_MS);
    expect(await kept()).toEqual(rows);
  });

  test('a page shows mature weeks with what became of people, later ones with how many joined, and few with others', async () => {
    const { world, people } = makeWorld(timeZone, fromMs, seed);
    await begin(world, people, fromMs);
    // Two weeks are mature, two are not.
    const nowMs = fromMs + 31 * DAY_MS;
    await live(world, people, fromMs, nowMs);
    const period = { fromDay: numberOf(from), toDay: numberOf(from) + 27, timeZone, nowMs };
    const { state, sources } = await listInviteSources(db, scope, period);
    expect(state).toBe('off');
    const mondays = [0, 7, 14, 21].map((days) => dateOf(numberOf(from) + days));
    const rows = await kept();
    const mature = new Set(rows.map(({ week }) => week));
    expect(mature.size).toBe(2);
    const late = mondays.filter((monday) => !mature.has(numberOf(monday)));
    for (const { source, code, joined, mature: of } of sources.filter((one) => one.source !== 'others')) {
      const own = rows.filter((row) => row.source === source && row.code === (code ?? ''));
      const lateJoined = late.reduce((sum, monday) => sum + plainOf(world, people, code, monday).joined, 0);
      const sum = (value: 'joined' | 'stayed' | 'active') => own.reduce((total, row) => total + row[value], 0);
      expect(joined).toBe(sum('joined') + lateJoined);
      if (own.length === 0) expect(of).toBeNull();
      else expect(of).toEqual({ joined: sum('joined'), stayed: sum('stayed'), active: sum('active') });
    }
    const all = mondays.reduce((sum, monday) => sum + plainCohort(world, monday).joined, 0);
    expect(sources.reduce((sum, one) => sum + one.joined, 0)).toBe(all);
    expect(sources.filter((one) => one.source !== 'others').every((one) => one.joined >= 10)).toBe(true);
    expect(sources.slice(0, 2).map((one) => one.code)).toEqual(['busy', 'vanity-url']);
    expect(sources.at(-1)?.source).toBe('others');
    expect(await listInviteSources(db, { guildId: '700000000000000002' }, period)).toEqual({
      state: 'off',
      sinceMs: null,
      sources: [],
    });
  });
});

test('where too little was observed nothing is kept of a week', async () => {
  const fromMs = Date.parse('2026-03-01');
  const { world, people } = makeWorld('UTC', fromMs, 4);
  await begin(world, people, fromMs);
  await db.pool.query(
    `INSERT INTO analytics.coverage_gap (shard_count, shard_id, guild_id, kind, from_ms, to_ms, reason, counted_ids)
     VALUES (1, 0, $1, 'all', $2, $3, 'restart', '{}')`,
    [GUILD, Date.parse('2026-03-03'), Date.parse('2026-03-05')],
  );
  await live(world, people, fromMs, fromMs + 32 * DAY_MS);
  const weeks = new Set((await kept()).map(({ week }) => dateOf(week)));
  expect(weeks).toEqual(new Set(['2026-03-09']));
});
