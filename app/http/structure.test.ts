import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { Browser } from './testing/browser.ts';
import { type PersonaName, personId, type RunningWeb, startWeb } from './testing/running-web.ts';

let db: WholeDatabase;
let web: RunningWeb;
let guildId: string;
beforeAll(async () => {
  db = await createTestDatabase();
  web = await startWeb(db);
  guildId = web.simulator.sim.world.guildAt(0).id;
  await db.prisma.guild.create({ data: { id: BigInt(guildId) } });
}, 180_000);
afterAll(async () => {
  await web?.stop();
  await db?.close();
});

async function visit(name: PersonaName, page = ''): Promise<Response> {
  const browser = new Browser(web);
  await browser.signIn(personId(web.simulator, name));
  return browser.get(`/guilds/${guildId}${page}`);
}
const reads = async () => (await db.prisma.structureRead.findMany()).map(({ what, why }) => `${what} ${why}`).sort();

test('nothing of a guild is read before somebody who manages it looks; then its admins see what was', async () => {
  expect((await visit('member')).status).toBe(403);
  expect((await visit('outsider')).status).toBe(404);
  expect(await reads()).toEqual([]);
  expect((await visit('manager')).status).toBe(200);
  expect(await reads()).toEqual(expect.arrayContaining(['roles dashboard']));
  const log = await (await visit('owner', '/audit')).text();
  for (const words of ['What was asked of Discord', 'Name, owner and roles', 'The dashboard'])
    expect(log).toContain(words);
  expect((await visit('member')).status).toBe(403);
});

test('staff who open a guild that nobody manages here read why its channels have no names', async () => {
  const other = web.simulator.sim.world.guildAt(1).id;
  await db.prisma.guild.create({ data: { id: BigInt(other) } });
  await db.pool.query('INSERT INTO analytics.counting_span (guild_id, from_ms) VALUES ($1, $2)', [
    other,
    Date.now() - 7_200_000,
  ]);
  const staff = new Browser(web);
  await staff.signIn(personId(web.simulator, 'staff'));
  await staff.post('/staff', { intent: 'open', kind: 'guild', id: other, reason: 'Ticket 12' });
  const page = async () => (await staff.get(`/guilds/${other}`)).text();
  const words = 'asked for their names only once somebody who manages this server has used it here';
  expect(await page()).toContain(words);
  expect(await db.prisma.structureRead.count({ where: { guildId: BigInt(other) } })).toBe(0);
  await db.prisma.guild.update({ where: { id: BigInt(other) }, data: { managedAt: new Date() } });
  expect(await page()).not.toContain(words);
});
