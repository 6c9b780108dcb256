import { afterAll, beforeAll, expect, test } from 'vitest';
import { grantPremium } from '#core/billing/grant-premium.server.ts';
import { systemClock } from '#core/platform/clock.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { applyFault } from '../../simulator/control/apply-fault.ts';
import type { Guild } from '../../simulator/world/types.ts';
import { Browser } from './testing/browser.ts';
import { personId, type RunningWeb, startWeb } from './testing/running-web.ts';

let db: WholeDatabase;
let web: RunningWeb;
let guild: Guild;
let browser: Browser;
let channelId: string;

beforeAll(async () => {
  db = await createTestDatabase();
  web = await startWeb(db);
  guild = web.simulator.sim.world.guildAt(0);
  channelId = guild.channels.find(({ type }) => type === 0)?.id ?? '';
  await db.prisma.guild.create({ data: { id: BigInt(guild.id) } });
  const staffId = personId(web.simulator, 'staff');
  const grant = { guildId: guild.id, staffId, reason: 'for this test', endsOn: null };
  await grantPremium({ db, clock: systemClock }, grant);
  browser = new Browser(web);
  await browser.signIn(personId(web.simulator, 'owner'));
}, 180_000);
afterAll(async () => {
  await web?.stop();
  await db?.close();
});

const page = async () => (await browser.get(`/guilds/${guild.id}/digest`)).text();
const send = (fields: Record<string, string>) => browser.post(`/guilds/${guild.id}/digest`, fields);

test('is off, goes where an admin chooses, and is turned off again, each on record', async () => {
  expect(await page()).toContain('No digest is sent');
  expect((await send({ intent: 'choose', channelId })).headers.get('location')).toBe(`/guilds/${guild.id}/digest`);
  expect(await page()).toContain('The digest is on');
  expect((await send({ intent: 'turn-off' })).status).toBe(302);
  expect((await send({ intent: 'turn-off' })).status).toBe(302);
  expect(await page()).toContain('No digest is sent');
  const records = await db.prisma.auditEvent.findMany({
    where: { guildId: BigInt(guild.id), action: { startsWith: 'digest.' } },
    orderBy: { id: 'asc' },
    select: { action: true, actorId: true },
  });
  const actorId = BigInt(personId(web.simulator, 'owner'));
  expect(records).toEqual([
    { action: 'digest.chosen', actorId },
    { action: 'digest.turned_off', actorId },
  ]);
});

test('goes to no channel of another guild, nor where the bot may not write, and says which right is missing', async () => {
  const foreign = web.simulator.sim.world.guildAt(1).channels.find(({ type }) => type === 0)?.id ?? '';
  for (const wrong of [foreign, 'x']) {
    const refused = await send({ intent: 'choose', channelId: wrong });
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('That is no channel of this server');
  }
  const before = new Map(guild.roles.map(({ id, permissions }) => [id, permissions]));
  const setRoles = (permissions: (id: string) => bigint) => {
    for (const { id } of guild.roles)
      applyFault(web.simulator.sim, {
        kind: 'role-permissions',
        guildId: guild.id,
        roleId: id,
        permissions: permissions(id).toString(),
      });
  };
  setRoles(() => 1n << 10n);
  const refused = await send({ intent: 'choose', channelId });
  expect(refused.status).toBe(409);
  expect(await refused.text()).toContain('The bot lacks this right there: Send Messages, Attach Files.');
  setRoles((id) => before.get(id) ?? 0n);
  expect(await db.prisma.digest.count()).toBe(0);
  expect((await send({ intent: 'nonsense' })).status).toBe(400);
});

test('says why it stopped', async () => {
  await send({ intent: 'choose', channelId });
  await db.prisma.digest.updateMany({ data: { stoppedAt: new Date(), stoppedReason: 'missing_permissions' } });
  const text = await page();
  expect(text).toContain('The digest has stopped');
  expect(text).toContain('The bot may not write there');
  await send({ intent: 'choose', channelId });
  expect(await page()).toContain('The digest is on');
});
