import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { startTcpProxy, type TcpProxy } from '#core/platform/testing/tcp-proxy.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { ConsentWatch } from './consent-watch.server.ts';
import { giveConsent } from './give-consent.server.ts';
import { withdrawConsent } from './withdraw-consent.server.ts';

const scope = { userId: '400000000000000009' };
const asked = { purpose: 'mail', surface: 'consents', locale: 'en' } as const;
/** The bound that is promised is a minute; news take milliseconds, a new connection a few seconds. */
const SOON_MS = 10_000;

let db: WholeDatabase;
let proxy: TcpProxy;
let watches: ConsentWatch[];

beforeEach(async () => {
  db = await createTestDatabase();
  const { hostname, port } = new URL(db.url);
  proxy = await startTcpProxy({ host: hostname, port: Number(port) });
  const url = new URL(db.url);
  url.port = String(proxy.port);
  // The third hears news over a wire that can be cut.
  watches = [db, db, { ...db, url: url.href }].map(
    (one, at) => new ConsentWatch(one, `cluster ${at}`, createLog('test', 'silent')),
  );
  for (const watch of watches) watch.start();
  await vi.waitFor(async () => expect(await heardBy()).toHaveLength(3), SOON_MS);
  await db.prisma.account.create({ data: { id: BigInt(scope.userId), username: 'somebody' } });
  await giveConsent({ db }, scope, asked);
  await everyoneConfirms();
  await everyoneSays(true);
});
afterEach(async () => {
  for (const watch of watches) await watch.stop();
  await proxy.close();
  await db.close();
});

const says = () => Promise.all(watches.map((watch) => watch.has(scope, 'mail')));
const everyoneSays = (consent: boolean) =>
  vi.waitFor(async () => expect(await says()).toEqual(watches.map(() => consent)), SOON_MS);
/** Nobody has heard of less than the newest answer. */
const everyoneConfirms = () =>
  vi.waitFor(async () => {
    const { rows } = await db.pool.query(
      'SELECT process FROM consent_reach WHERE read_at < (SELECT max(at) FROM consent_event)',
    );
    expect(rows).toEqual([]);
  }, SOON_MS);
async function heardBy(): Promise<string[]> {
  const { rows } = await db.pool.query<{ process: string }>('SELECT process FROM consent_reach ORDER BY 1');
  return rows.map((row) => row.process);
}

test('a withdrawal reaches every listener by its news, and each confirms it', async () => {
  const from = performance.now();
  await withdrawConsent({ db }, scope, asked);
  await everyoneSays(false);
  expect(performance.now() - from).toBeLessThan(SOON_MS);
  await everyoneConfirms();
});

test('one that was cut off believes what it knew, and reads again as soon as it is back', async () => {
  proxy.cut();
  await withdrawConsent({ db }, scope, asked);
  await vi.waitFor(async () => expect((await says()).slice(0, 2)).toEqual([false, false]), SOON_MS);
  expect((await says())[2], 'its news were lost').toBe(true);
  proxy.restore();
  await everyoneSays(false);
});

test('somebody who is erased consents to nothing, everywhere', async () => {
  await db.prisma.account.delete({ where: { id: BigInt(scope.userId) } });
  await everyoneSays(false);
});

test('a process that ends leaves no word behind', async () => {
  await watches.at(-1)?.stop();
  expect(await heardBy()).toEqual(['cluster 0', 'cluster 1']);
});
