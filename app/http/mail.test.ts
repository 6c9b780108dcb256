import { afterAll, beforeAll, expect, test } from 'vitest';
import { deliverMail } from '#core/accounts/deliver-mail.server.ts';
import { openAccess } from '#core/accounts/open-access.server.ts';
import type { MailTopic } from '#core/accounts/rules/mail.ts';
import { hasConsent } from '#core/consent/has-consent.server.ts';
import { systemClock } from '#core/platform/clock.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createMailer } from '#core/platform/mail.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { postVersions } from '#core/policies/post-versions.server.ts';
import { versionsOf } from '#core/policies/versions.ts';
import { type RunningSimulator, startSimulator } from '../../simulator/start-simulator.ts';
import { Browser } from './testing/browser.ts';
import { personId, type RunningWeb, startWeb } from './testing/running-web.ts';

const secrets = ['a secret that only this test knows, long enough'];
/** As the worker asks. */
const allows = async ({ accountId, topic }: { accountId: string; topic: MailTopic }) =>
  topic !== 'policy' || hasConsent(db, { userId: accountId }, 'mail');
let db: WholeDatabase;
let simulator: RunningSimulator;
let web: RunningWeb;

beforeAll(async () => {
  db = await createTestDatabase();
  simulator = await startSimulator({ guilds: 4, largestGuild: 500, eventsPerSecond: 0 });
  web = await startWeb(db, { simulator, env: { SMTP_URL: simulator.mail.url, MAIL_FROM: 'procord@example.com' } });
}, 180_000);
afterAll(async () => {
  await web?.stop();
  await simulator?.stop();
  await db?.close();
});

test('Discord is asked for the address, which is taken only from somebody who chooses mails', async () => {
  const browser = new Browser(web);
  expect(await (await browser.get('/')).text()).toContain('only once you choose to get mails');
  const begun = await browser.post('/auth/discord');
  expect(new URL(begun.headers.get('location') ?? '').searchParams.get('scope')).toBe('identify guilds email');
  await browser.signIn(personId(simulator, 'owner'));
  const html = await (await browser.get('/account')).text();
  expect(html).not.toMatch(/name="staff-access"[^>]* checked/);
  expect((await db.prisma.account.findFirstOrThrow()).emailSealed).toBe(null);
  const chosen = await browser.post('/account', { intent: 'mail', 'staff-access': 'yes' });
  expect(chosen.headers.get('location')).toBe('/account?done=mail');
  expect(await (await browser.get('/account?done=mail')).text()).toContain('owner@example.com');
});

test('one click in a mail program stops them; looking at the address does not', async () => {
  const accountId = personId(simulator, 'owner');
  const staff = { id: personId(simulator, 'staff'), roles: ['privacy'] as const };
  await openAccess({ db, clock: systemClock }, { staff, kind: 'person', id: accountId, reason: 'Ticket 12' });
  const mailer = createMailer({ url: simulator.mail.url, from: 'procord@example.com' });
  if (!mailer) throw new Error('no mailer');
  await deliverMail({ db, clock: systemClock, secrets, mailer, origin: web.origin, allows });
  mailer.close();
  const source = simulator.mail.received[0]?.source.replace(/\r\n[ \t]+/g, ' ') ?? '';
  const [, address = ''] = /List-Unsubscribe: <([^>]+)>/.exec(source) ?? [];
  const path = new URL(address).pathname;
  const visitor = new Browser(web);
  const seen = await visitor.get(path);
  expect([seen.status, (await seen.text()).includes('Stop these mails')]).toEqual([200, true]);
  const elsewhere = await visitor.post(path, {}, { origin: 'https://evil.example' });
  expect(elsewhere.status).toBe(403);
  expect(await db.prisma.mailChoice.count()).toBe(1);
  const clicked = await fetch(address, {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    redirect: 'manual',
  });
  expect([clicked.status, (await clicked.text()).includes('no more of these mails')]).toEqual([200, true]);
  expect(await db.prisma.mailChoice.count()).toBe(0);
  expect((await db.prisma.account.findUniqueOrThrow({ where: { id: BigInt(accountId) } })).emailSealed).toBe(null);
});

test('who consents to mail gets a letter before a policy changes, and its link takes the consent back', async () => {
  const userId = BigInt(personId(simulator, 'manager'));
  const browser = new Browser(web);
  await browser.signIn(String(userId));
  const consent = (intent: string) => browser.post('/privacy/consents', { intent, purpose: 'mail' });
  expect((await consent('give')).headers.get('location')).toBe('/privacy/consents#mail');
  expect(await (await browser.get('/account')).text()).toMatch(/name="policy"[^>]* checked/);
  const newest = versionsOf('ai').at(-1);
  if (!newest) throw new Error('there is no version');
  const next = { ...newest, number: newest.number + 1, effective: '2099-01-01' };
  const post = () => postVersions({ db, clock: systemClock }, [next]);
  await post();
  await post();
  simulator.mail.received.length = 0;
  const mailer = createMailer({ url: simulator.mail.url, from: 'procord@example.com' });
  if (!mailer) throw new Error('no mailer');
  await deliverMail({ db, clock: systemClock, secrets, mailer, origin: web.origin, allows });
  mailer.close();
  const [{ source } = { source: '' }, ...others] = simulator.mail.received;
  expect(others).toEqual([]);
  expect(source).toContain(`/policies/ai/versions/${next.number}`);
  expect(source).toContain('January 1, 2099');
  await post();
  const told = await db.prisma.noticeDelivery.findFirstOrThrow({ where: { accountId: userId, channel: 'mail' } });
  expect(told.deliveredAt).not.toBeNull();
  const [, address = ''] = /List-Unsubscribe: <([^>]+)>/.exec(source.replace(/\r\n[ \t]+/g, ' ')) ?? [];
  await fetch(address, { method: 'POST' });
  const answers = await db.prisma.consentEvent.findMany({ where: { userId }, orderBy: { id: 'asc' } });
  expect(answers.map(({ outcome, surface }) => [outcome, surface])).toEqual([
    ['refused', 'welcome'],
    ['given', 'consents'],
    ['withdrawn', 'mail'],
  ]);
  expect(await db.prisma.mailChoice.count({ where: { accountId: userId } })).toBe(0);
});

test('the consent and the choice of letters on the account page are one', async () => {
  const userId = BigInt(personId(simulator, 'member'));
  const browser = new Browser(web);
  await browser.signIn(String(userId));
  const topics = async () =>
    (await db.prisma.mailChoice.findMany({ where: { accountId: userId } })).map((one) => one.topic);
  const newest = () => db.prisma.consentEvent.findFirst({ where: { userId }, orderBy: { id: 'desc' } });
  await browser.post('/account', { intent: 'mail', 'staff-access': 'yes', policy: 'yes' });
  expect([await topics(), (await newest())?.outcome]).toEqual([['staff-access', 'policy'], 'given']);
  await browser.post('/privacy/consents', { intent: 'withdraw', purpose: 'mail' });
  expect([await topics(), (await newest())?.outcome]).toEqual([['staff-access'], 'withdrawn']);
  await browser.post('/privacy/consents', { intent: 'give', purpose: 'mail' });
  await browser.post('/account', { intent: 'mail' });
  expect([await topics(), (await newest())?.surface, (await newest())?.outcome]).toEqual([[], 'account', 'withdrawn']);
});
