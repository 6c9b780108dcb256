import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { hourOf } from '#core/platform/snowflake.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { sweepHourTotals, sweepMemberships } from './sweep-ended.server.ts';

const DAY_MS = 86_400_000;
const NOW = 20_000 * DAY_MS;
const guildId = 1_100_000_000_000_000_001n;
let db: WholeDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

test('a membership lives while it lasts and thirty days more', async () => {
  const stay = (userId: bigint, leftMs: number | null) => ({
    guildId,
    userId,
    firstJoinedMs: BigInt(NOW - 400 * DAY_MS),
    joinedMs: BigInt(NOW - 400 * DAY_MS),
    leftMs: leftMs === null ? null : BigInt(leftMs),
  });
  await db.prisma.membership.createMany({
    data: [stay(1n, null), stay(2n, NOW - 30 * DAY_MS + 1), stay(3n, NOW - 30 * DAY_MS), stay(4n, NOW - 90 * DAY_MS)],
  });
  expect(await sweepMemberships(db, NOW)).toBe(2);
  expect((await db.prisma.membership.findMany()).map((row) => row.userId)).toEqual([1n, 2n]);
});

test('totals by the hour live a hundred days', async () => {
  const hours = [hourOf(NOW) - 2_401, hourOf(NOW) - 2_400, hourOf(NOW)];
  await db.prisma.channelHour.createMany({ data: hours.map((fromHour) => ({ guildId, channelId: 0n, fromHour })) });
  await db.prisma.voicePeak.createMany({ data: hours.map((hour) => ({ guildId, channelId: 0n, hour, people: 1 })) });
  expect(await sweepHourTotals(db, NOW)).toBe(2);
  expect(await db.prisma.channelHour.count()).toBe(2);
});
