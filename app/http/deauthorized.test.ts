import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { deauthorize, tell, webhookStateOf } from '../../simulator/oauth/webhook-events.ts';
import { type RunningSimulator, startSimulator } from '../../simulator/start-simulator.ts';
import { Browser } from './testing/browser.ts';
import { personId, type RunningWeb, startWeb } from './testing/running-web.ts';

let db: WholeDatabase;
let simulator: RunningSimulator;
let web: RunningWeb;
beforeAll(async () => {
  db = await createTestDatabase();
  simulator = await startSimulator({ guilds: 4, largestGuild: 50, eventsPerSecond: 0 });
  const hook = webhookStateOf(simulator.sim);
  web = await startWeb(db, { simulator, env: { DISCORD_PUBLIC_KEY: hook.publicKey } });
  hook.endpoint = `${web.origin}/webhooks/discord`;
}, 180_000);
afterAll(async () => {
  await web?.stop();
  await simulator?.stop();
  await db?.close();
});

async function signedIn(): Promise<Browser> {
  const browser = new Browser(web);
  await browser.signIn(personId(simulator, 'member'));
  return browser;
}
const sessions = () => db.prisma.session.count({ where: { accountId: BigInt(personId(simulator, 'member')) } });

test('who takes the application away at Discord is signed out everywhere, and can come back', async () => {
  const [one, other] = [await signedIn(), await signedIn()];
  expect(await sessions()).toBe(2);
  expect(await deauthorize(simulator.sim, personId(simulator, 'member'))).toBe(204);
  expect(await sessions(), 'the tokens of Discord lay in them').toBe(0);
  for (const browser of [one, other])
    expect((await browser.get('/account')).headers.get('location')).toMatch(/^\/\?redirectTo/);
  const actions = await db.prisma.auditEvent.findMany({ select: { action: true, actorKind: true } });
  expect(actions).toContainEqual({ action: 'account.deauthorized', actorKind: 'system' });
  const again = await signedIn();
  const user = { id: personId(simulator, 'member') };
  const old = { type: 'APPLICATION_DEAUTHORIZED', timestamp: '2020-01-01T00:00:00.000000', data: { user } };
  expect(await tell(simulator.sim, { type: 1, event: old }), 'news of long ago').toBe(204);
  expect((await again.get('/account')).status).toBe(200);
});

test('the same news, told again and at once, end nothing more and are written down once', async () => {
  const userId = personId(simulator, 'owner');
  await new Browser(web).signIn(userId);
  const timestamp = new Date(Date.now() + 1_000).toISOString();
  const event = { type: 'APPLICATION_DEAUTHORIZED', timestamp, data: { user: { id: userId } } };
  const news = () => tell(simulator.sim, { type: 1, event });
  expect(await Promise.all([news(), news(), news()])).toEqual([204, 204, 204]);
  expect(await news()).toBe(204);
  const written = { action: 'account.deauthorized', subjectId: BigInt(userId) };
  expect(await db.prisma.auditEvent.count({ where: written })).toBe(1);
});

test('answers PING, passes over what it does not know, and refuses what Discord did not sign', async () => {
  expect(await tell(simulator.sim, { type: 0 })).toBe(204);
  expect(await tell(simulator.sim, { type: 1, event: { type: 'QUEST_USER_ENROLLMENT' } })).toBe(204);
  expect(await tell(simulator.sim, { type: 0, application_id: '123456789012345678' }), 'of another one').toBe(400);
  const body = JSON.stringify({ type: 0, application_id: simulator.sim.credentials.clientId });
  const seconds = String(Math.floor(Date.now() / 1_000));
  const post = async (signature: string) => {
    const headers = { 'x-signature-timestamp': seconds, 'x-signature-ed25519': signature };
    return (await fetch(`${web.origin}/webhooks/discord`, { method: 'POST', headers, body })).status;
  };
  const { sign } = webhookStateOf(simulator.sim);
  expect(await post(sign(seconds + body))).toBe(204);
  for (const wrong of [sign(`${seconds}1${body}`), sign(body), 'ab'.repeat(64), '', 'none'])
    expect(await post(wrong)).toBe(401);
});
