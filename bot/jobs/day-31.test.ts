import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePartitions } from '#core/analytics/keep-partitions.server.ts';
import { loadCounts } from '#core/analytics/load-counts.server.ts';
import { cellsOf, countsOf, someCells } from '#core/analytics/testing/cells.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { listColumns, registry } from '#core/privacy/registry.ts';
import { jobs } from './jobs.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const FIRST = Date.parse('2026-01-20') / DAY_MS;
const GUILD = '1100000000000000001';
const log = createLog('test', 'silent');

let db: WholeDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.close());

/** They only look, or end what there is none of here: `retention.test.ts` is about those. */
const elsewhere = /^(look-at|measure|watch|prune)-|^sweep-(payments|records|removed-guilds)$/;

/** What an hour of the worker does, at an instant of its own. */
async function work(nowMs: number): Promise<void> {
  for (const job of jobs.filter(({ name }) => !elsewhere.test(name)))
    await job.run({ db, log, clock: { now: () => nowMs } });
}

/** The first leaves on the first day, the second on the second, the third never. */
const people = ['1300000000000000001', '1300000000000000002', '1300000000000000003'] as const;
const leftMs = (index: number) => (FIRST + index) * DAY_MS + 5 * HOUR_MS;

async function countDay(day: number): Promise<void> {
  const memberships = people.flatMap((userId, index) => {
    const join = day === FIRST ? [{ kind: 'join', atMs: day * DAY_MS } as const] : [];
    const leave = index < 2 && day === FIRST + index ? [{ kind: 'leave', atMs: leftMs(index) } as const] : [];
    return join.length + leave.length > 0 ? [{ guildId: GUILD, userId, events: [...join, ...leave] }] : [];
  });
  const cells = someCells({ guildIds: [GUILD], fromDay: day, days: 1, each: 30, seed: day });
  await loadCounts(db, { ...countsOf(cells), memberships });
}

/** Tables of a retention class, as the registry has them. */
const tablesOf = (retention: string) => [
  ...new Set(listColumns().flatMap((one) => (one.retention === retention ? one.table : []))),
];

test('on day 31 no activity is older than 30 days, and no membership 30 days past its end', async () => {
  expect(tablesOf('activity').sort()).toEqual([
    'analytics.message_pack',
    'analytics.person_day',
    'analytics.top_member',
    'analytics.voice_pack',
  ]);
  expect(tablesOf('membership')).toEqual(['analytics.membership']);
  await db.pool.query('INSERT INTO guild (id) VALUES ($1)', [GUILD]);
  await db.pool.query(
    `INSERT INTO premium_grant (id, guild_id, granted_by, reason) VALUES (gen_random_uuid(), $1, 1, 'test')`,
    [GUILD],
  );
  await db.pool.query('INSERT INTO analytics.counting_span (guild_id, from_ms) VALUES ($1, $2)', [
    GUILD,
    FIRST * DAY_MS,
  ]);
  for (let day = FIRST; day < FIRST + 33; day++) {
    await makePartitions(db, day * DAY_MS, 0);
    await countDay(day);
    // An hour into the next day, when the jobs of midnight have run.
    const nowMs = (day + 1) * DAY_MS + HOUR_MS;
    await db.pool.query(
      `INSERT INTO gateway.shard (shard_count, shard_id, observed_ms) VALUES (1, 0, $1)
       ON CONFLICT (shard_count, shard_id) DO UPDATE SET observed_ms = excluded.observed_ms`,
      [nowMs],
    );
    await work(nowMs);
    const held = await cellsOf(db, [GUILD], 0, (day + 2) * 24);
    const oldest = Math.floor((held[0]?.hour ?? 0) / 24);
    expect(oldest, `after day ${day - FIRST}`).toBe(Math.max(FIRST, day - 28));
    const top = await db.pool.query('SELECT 1 FROM analytics.top_member WHERE from_day < $1', [day - 28]);
    expect(top.rowCount).toBe(0);
    const { rows } = await db.pool.query<{ user_id: string }>('SELECT user_id FROM analytics.membership ORDER BY 1');
    const gone = [0, 1].filter((index) => leftMs(index) <= nowMs - 30 * DAY_MS).length;
    expect(rows.map((row) => row.user_id)).toEqual(people.slice(gone));
  }
  expect(await db.prisma.guildDay.count()).toBe(33);
  await expectNobody();
});

/** Whatever is kept for longer has nobody in it: no value of it is the id of somebody who was counted. */
async function expectNobody(): Promise<void> {
  const ids = [...people, ...Array.from({ length: 12 }, (_, n) => String(1_000_000_000_000_000_000n + BigInt(n)))];
  for (const [table, { optional }] of Object.entries(registry)) {
    if (optional || ['activity', 'membership'].some((retention) => tablesOf(retention).includes(table))) continue;
    const { rows } = await db.pool.query<{ text: string }>(`SELECT t::text AS text FROM ${table} AS t`);
    for (const { text } of rows) for (const id of ids) expect([table, text.includes(id)]).toEqual([table, false]);
  }
}
