import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { listenForNews, type News } from '#core/platform/bus.server.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { grantPremium } from './grant-premium.server.ts';
import { isEntitled, listEntitledGuilds } from './list-entitled-guilds.server.ts';
import { listGrants } from './list-grants.server.ts';
import { revokePremium } from './revoke-premium.server.ts';
import { grantPremiumSchema } from './schema.ts';

const guildId = '200000000000000001';
const staffId = '300000000000000009';
let db: WholeDatabase;
let nowMs: number;
const clock = { now: () => nowMs };

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  nowMs = Date.UTC(2026, 10, 21, 12);
  await db.prisma.premiumGrant.deleteMany();
});

const grant = (endsOn: string | null = null) =>
  grantPremium({ db, clock }, { guildId, staffId, reason: 'for this test', endsOn });
const revoke = () => revokePremium({ db, clock }, { guildId, staffId, reason: 'for this test' });

test('a grant entitles until it is revoked, and both are on record', async () => {
  const from = await db.prisma.auditEvent.count();
  expect(await isEntitled({ db, clock }, guildId)).toBe(false);
  await grant();
  expect(await listEntitledGuilds({ db, clock })).toEqual([{ guildId, endsAtMs: null }]);
  expect(await listGrants({ db, clock }, 10)).toMatchObject([{ guildId, grantedBy: staffId, endsAt: null }]);
  nowMs += 60_000;
  await revoke();
  expect(await isEntitled({ db, clock }, guildId)).toBe(false);
  await expect(revoke()).rejects.toMatchObject({ code: 'not_found' });
  const records = await db.prisma.auditEvent.findMany({ orderBy: { id: 'asc' }, skip: from });
  expect(records.map(({ action, actorKind, guildId: of }) => [action, actorKind, of?.toString()])).toEqual([
    ['premium.granted', 'staff', guildId],
    ['premium.revoked', 'staff', guildId],
  ]);
});

test('a grant holds through its last day and not a moment longer', async () => {
  await grant('2026-11-23');
  nowMs = Date.UTC(2026, 10, 24) - 1;
  expect(await listEntitledGuilds({ db, clock })).toEqual([{ guildId, endsAtMs: Date.UTC(2026, 10, 24) }]);
  nowMs += 1;
  expect(await isEntitled({ db, clock }, guildId)).toBe(false);
  await expect(grant('2026-11-23')).rejects.toMatchObject({ code: 'bad_input' });
});

test('of two grants at once one is made', async () => {
  const outcomes = await Promise.allSettled([grant(), grant(), grant()]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await db.prisma.premiumGrant.count()).toBe(1);
});

test('a grant whose record cannot be written is not made', async () => {
  const asked = { guildId, staffId, reason: 'a zero \0 that Postgres refuses', endsOn: null };
  await expect(grantPremium({ db, clock }, asked)).rejects.toThrow();
  expect(await db.prisma.premiumGrant.count()).toBe(0);
});

test('the bot hears of a grant and of its end', async () => {
  const heard: News[] = [];
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const listening = listenForNews(db.url, createLog('test', 'silent'), {
    onNews: (news) => heard.push(news),
    onOpen: open,
  });
  await opened;
  await grant();
  await revoke();
  await vi.waitFor(() => expect(heard).toEqual([1, 2].map(() => ({ type: 'entitlement', guildId }))));
  await listening.close();
});

test('the form of a grant', () => {
  const asked = { guildId, reason: ' because ' };
  expect(grantPremiumSchema.parse(asked)).toEqual({ guildId, reason: 'because', endsOn: null });
  expect(grantPremiumSchema.parse({ ...asked, endsOn: '2026-12-31' }).endsOn).toBe('2026-12-31');
  for (const wrong of [{ endsOn: '2026-02-30' }, { reason: 'a\0b c' }, { reason: '  x ' }, { guildId: 'abc' }])
    expect(grantPremiumSchema.safeParse({ ...asked, ...wrong }).success).toBe(false);
});
