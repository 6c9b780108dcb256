import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { listChannelTotals } from './list-channel-totals.server.ts';
import { loadCounts } from './load-counts.server.ts';
import { rollUp } from './roll-up.server.ts';
import { type Cell, countsOf, someCells } from './testing/cells.ts';

const DAY_MS = 86_400_000;
/** A day with which spans of every length begin. */
const FIRST = 79 * 256;
const GUILD = '7';

let db: WholeDatabase;
let cells: Cell[];
beforeEach(async () => {
  db = await createTestDatabase();
  cells = [];
  await db.pool.query('INSERT INTO guild (id) VALUES ($1)', [GUILD]);
});
afterEach(() => db.close());

async function count(fromDay: number, days: number): Promise<void> {
  await db.pool.query('INSERT INTO analytics.counting_span (guild_id, from_ms, to_ms) VALUES ($1, $2, $3)', [
    GUILD,
    fromDay * DAY_MS,
    (fromDay + days) * DAY_MS,
  ]);
  const more = someCells({ guildIds: [GUILD], fromDay, days, each: days * 8, seed: fromDay });
  cells.push(...more);
  await loadCounts(db, countsOf(more));
}

async function makeUntil(day: number): Promise<number> {
  await db.pool.query(
    `INSERT INTO gateway.shard (shard_count, shard_id, observed_ms) VALUES (1, 0, $1)
     ON CONFLICT (shard_count, shard_id) DO UPDATE SET observed_ms = excluded.observed_ms`,
    [day * DAY_MS],
  );
  return rollUp(db, day * DAY_MS);
}

/** Every period of the days from the hourly rows, added up plainly: what was made until then is in it. */
async function expectTotals(fromDay: number, toDay: number, madeUntil: number): Promise<void> {
  for (let from = fromDay; from <= toDay; from++)
    for (let to = from; to <= toDay; to++) {
      const plain = new Map<string, number[]>();
      for (const { hour, channelId, messages, activeMs } of cells) {
        const day = Math.floor(hour / 24);
        if (day < from || day > to || day >= madeUntil) continue;
        const [written = 0, spoken = 0] = plain.get(channelId) ?? [];
        plain.set(channelId, [written + messages, spoken + activeMs]);
      }
      const told = await listChannelTotals(db, { guildId: GUILD }, { fromDay: from, toDay: to });
      expect(new Map(told.map((one) => [one.id, [one.messages, one.activeMs]])), `${from} to ${to}`).toEqual(plain);
    }
}

const spans = async () =>
  (
    await db.pool.query<{ days: number; first_day: number }>(
      'SELECT DISTINCT days, first_day FROM analytics.channel_span ORDER BY 1, 2',
    )
  ).rows.map((row) => [row.days, row.first_day - FIRST]);

test('channels have the same totals over any period, day after day, and spans once those are over', async () => {
  await count(FIRST, 18);
  for (let day = FIRST + 1; day <= FIRST + 18; day++) {
    await makeUntil(day);
    await expectTotals(Math.max(FIRST, day - 5), day + 2, day);
  }
  await expectTotals(FIRST, FIRST + 19, FIRST + 18);
  expect(await spans()).toEqual([
    [4, 0],
    [4, 4],
    [4, 8],
    [4, 12],
    [16, 0],
  ]);
});

test('a row that comes late is in the spans that are over, and makes none of those that last', async () => {
  await count(FIRST, 18);
  await makeUntil(FIRST + 18);
  const before = await spans();
  for (const day of [FIRST + 6, FIRST + 17]) {
    const late = { guildId: GUILD, channelId: '99', userId: '1', hour: day * 24 + 5, messages: 1, activeMs: 0 };
    cells.push(late);
    await loadCounts(db, countsOf([late]));
    await db.prisma.rollUpDue.create({ data: { guildId: BigInt(GUILD), hour: late.hour } });
  }
  await makeUntil(FIRST + 18);
  expect(await spans()).toEqual(before);
  await expectTotals(FIRST, FIRST + 18, FIRST + 18);
});

test('a span in which counting ended is there once counting has gone on, however long after', async () => {
  await count(FIRST, 6);
  await makeUntil(FIRST + 6);
  expect(await spans()).toEqual([[4, 0]]);
  const again = FIRST + 50;
  await count(again, 3);
  await makeUntil(again + 3);
  expect(await spans()).toEqual([
    [4, 0],
    [4, 4],
    [4, 48],
    [16, 0],
  ]);
  await expectTotals(FIRST, FIRST + 17, again + 3);
  await expectTotals(again - 4, again + 4, again + 3);
});
