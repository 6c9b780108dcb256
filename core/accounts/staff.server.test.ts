import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { closeAccess } from './close-access.server.ts';
import { enterAccess } from './enter-access.server.ts';
import { giveRole } from './give-role.server.ts';
import { listAccesses } from './list-accesses.server.ts';
import { listStaff } from './list-staff.server.ts';
import { openAccess } from './open-access.server.ts';
import { ACCESS_MS } from './rules/staff.ts';
import { seePerson } from './see-person.server.ts';
import { suspendAccount } from './suspend-account.server.ts';
import { takeRole } from './take-role.server.ts';

const [chief, helper, person, guild] = [
  '300000000000000001',
  '300000000000000002',
  '300000000000000003',
  '200000000000000001',
];
const reason = 'ticket 12';
let db: WholeDatabase;
let nowMs = Date.UTC(2026, 0, 1);
const deps = () => ({ db, clock: { now: () => nowMs }, staffIds: new Set([chief]) });
const staff = { id: helper, roles: ['support'] as const };
const asPrivacy = { id: helper, roles: ['privacy'] as const };
const open = (as: Parameters<typeof openAccess>[1]['staff'], kind: 'person' | 'guild') =>
  openAccess(deps(), { staff: as, kind, id: kind === 'person' ? person : guild, reason });
const look = (as: typeof staff | typeof asPrivacy, kind: 'person' | 'guild', page = 'overview') =>
  enterAccess(deps(), { staff: as, kind, id: kind === 'person' ? person : guild, page });

beforeAll(async () => {
  db = await createTestDatabase();
  await db.prisma.guild.create({ data: { id: BigInt(guild) } });
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.prisma.staffAccess.deleteMany();
  await db.prisma.account.deleteMany();
  await db.prisma.account.createMany({
    data: [chief, helper, person].map((id) => ({ id: BigInt(id), username: `name${id.at(-1)}` })),
  });
});

describe('roles', () => {
  const given = { accountId: helper, role: 'support', staffId: chief, reason } as const;

  test('are given once, by somebody else, to people who are here, and each is on record', async () => {
    await giveRole(deps(), given);
    await expect(giveRole(deps(), given)).rejects.toMatchObject({ code: 'conflict' });
    await expect(giveRole(deps(), { ...given, accountId: chief })).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(giveRole(deps(), { ...given, accountId: '7' })).rejects.toMatchObject({ code: 'not_found' });
    expect(await listStaff(deps())).toEqual([
      { accountId: chief, username: 'name1', role: 'admin', given: null },
      { accountId: helper, username: 'name2', role: 'support', given: { by: chief, at: new Date(nowMs) } },
    ]);
    const record = await db.prisma.auditEvent.findFirstOrThrow({ where: { action: 'staff.role_given' } });
    expect(record).toMatchObject({
      actorId: BigInt(chief),
      subjectId: BigInt(helper),
      reason,
      detail: { role: 'support' },
    });
  });

  test('protect from a suspension, and end with everything that was opened under them', async () => {
    await giveRole(deps(), given);
    await expect(suspendAccount(deps(), { ...given })).rejects.toMatchObject({ code: 'not_allowed' });
    await open(staff, 'guild');
    await takeRole(deps(), given);
    expect(await look(staff, 'guild')).toBe(null);
    await expect(takeRole(deps(), given)).rejects.toMatchObject({ code: 'not_found' });
    await suspendAccount(deps(), { ...given });
  });
});

describe('what staff opened', () => {
  test('is open to whoever opened it, to nobody else, for half an hour, and every look is written down', async () => {
    expect(await look(staff, 'person')).toBe(null);
    await open(staff, 'person');
    const used = await look(staff, 'person', 'account');
    expect(used && (await seePerson(deps(), used))).toMatchObject({ id: person, username: 'name3', sessions: 0 });
    await look(staff, 'person', 'account');
    expect(
      await enterAccess(deps(), { staff: { id: chief, roles: ['admin'] }, kind: 'person', id: person, page: 'x' }),
    ).toBe(null);
    expect(await look(staff, 'guild')).toBe(null);
    expect(await listAccesses(deps(), { personId: person })).toMatchObject([
      { role: 'support', reason, isOpen: true, views: [{ page: 'account', views: 2 }] },
    ]);
    nowMs += ACCESS_MS - 1;
    expect(await look(staff, 'person')).not.toBe(null);
    nowMs += 1;
    expect(await look(staff, 'person')).toBe(null);
    expect(await listAccesses(deps(), { personId: person })).toMatchObject([{ isOpen: false }]);
  });

  test('is closed before its time by whoever opened it, for good', async () => {
    const accessId = await open(staff, 'guild');
    await expect(closeAccess(deps(), { staffId: chief, accessId })).rejects.toMatchObject({ code: 'not_found' });
    nowMs += 1_000;
    await closeAccess(deps(), { staffId: helper, accessId });
    expect(await look(staff, 'guild')).toBe(null);
    await expect(closeAccess(deps(), { staffId: helper, accessId })).rejects.toMatchObject({ code: 'not_found' });
    const actions = await db.prisma.auditEvent.findMany({
      where: { guildId: BigInt(guild), detail: { path: ['access'], equals: accessId } },
    });
    expect(actions.map(({ action }) => action).sort()).toEqual(['access.closed', 'access.opened']);
  });

  test('is only what the role’s task can need, once at a time, and somebody who is here', async () => {
    await expect(open(asPrivacy, 'guild')).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(open({ id: helper, roles: ['moderator'] }, 'person')).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(open({ id: helper, roles: [] }, 'guild')).rejects.toMatchObject({ code: 'not_allowed' });
    const twice = await Promise.allSettled([open(asPrivacy, 'person'), open(asPrivacy, 'person')]);
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await look(staff, 'person')).toBe(null);
    await expect(openAccess(deps(), { staff, kind: 'guild', id: '200000000000000009', reason })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('without a record is not opened', async () => {
    await expect(
      openAccess(deps(), { staff, kind: 'guild', id: guild, reason: 'a zero \0 that Postgres refuses' }),
    ).rejects.toThrow();
    expect(await db.prisma.staffAccess.count()).toBe(0);
  });
});
