import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { keyIdOfSealed } from '#core/platform/crypto.server.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createMailer, type Mailer } from '#core/platform/mail.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { type RunningMail, startMail } from '../../simulator/mail/start-mail.ts';
import { chooseMail } from './choose-mail.server.ts';
import { deliverMail } from './deliver-mail.server.ts';
import { getMail } from './get-mail.server.ts';
import { openAccess } from './open-access.server.ts';
import { pruneMail } from './prune-mail.server.ts';
import { queueMail } from './queue-mail.server.ts';
import { resealValues } from './reseal-values.server.ts';
import { MOST_ATTEMPTS, waitAfter } from './rules/mail.ts';
import { stopMail, topicOfStop } from './stop-mail.server.ts';
import { ScriptedDiscord } from './testing/scripted-discord.ts';
import { signedIn } from './testing/signed-in.ts';

const origin = 'https://procord.example';
const secrets = ['a secret of at least thirty-two characters'];
const topics = ['staff-access'] as const;
let db: WholeDatabase;
let server: RunningMail;
let mailer: Mailer;
let oauth: ScriptedDiscord;
let sessionId: string;
let nowMs = Date.UTC(2026, 0, 1);
const clock = { now: () => nowMs };
const deps = () => ({ db, clock, oauth, secrets, staffIds: new Set<string>() });
const choose = (wanted: readonly 'staff-access'[] = topics) =>
  chooseMail(deps(), { accountId: oauth.userId, sessionId, topics: wanted });
const queue = (key: string) =>
  queueMail(db.prisma, {
    accountId: oauth.userId,
    topic: 'staff-access',
    key,
    facts: { at: '2026-01-01T10:00:00Z' },
    nowMs,
  });
const allows = async () => true;
const deliver = () => deliverMail({ ...deps(), mailer, origin, allows });

beforeAll(async () => {
  [db, server] = await Promise.all([createTestDatabase(), startMail()]);
  const made = createMailer({ url: server.url, from: 'Procord <procord@procord.example>' });
  if (!made) throw new Error('no mailer');
  mailer = made;
});
afterAll(async () => {
  mailer?.close();
  await server?.stop();
  await db?.close();
});
beforeEach(async () => {
  await db.prisma.account.deleteMany();
  server.received.length = 0;
  server.mood = 'take';
  oauth = new ScriptedDiscord();
  sessionId = await signedIn({ db, clock, secrets }, oauth);
});

test('an address is kept from the first choice to the last, sealed, and moves to a new secret', async () => {
  expect(await getMail(deps(), { accountId: oauth.userId })).toEqual({ address: null, topics: [] });
  await choose();
  const { emailSealed } = await db.prisma.account.findFirstOrThrow();
  expect(Buffer.from(emailSealed ?? []).includes('somebody')).toBe(false);
  expect(await getMail(deps(), { accountId: oauth.userId })).toEqual({ address: 'somebody@example.com', topics });
  const newer = ['a newer secret of thirty-two characters', ...secrets];
  expect(await resealValues(db, newer)).toEqual({ resealed: 3, unopened: [] });
  const moved = await db.prisma.account.findFirstOrThrow();
  expect(keyIdOfSealed(moved.emailSealed ?? new Uint8Array())).not.toBe(keyIdOfSealed(emailSealed ?? new Uint8Array()));
  expect((await getMail({ db, secrets: newer.slice(0, 1) }, { accountId: oauth.userId })).address).toBe(
    'somebody@example.com',
  );
  expect((await getMail({ db, secrets }, { accountId: oauth.userId })).address, 'its secret is gone').toBe(null);
  await chooseMail({ ...deps(), secrets: newer }, { accountId: oauth.userId, sessionId, topics: [] });
  expect((await db.prisma.account.findFirstOrThrow()).emailSealed).toBe(null);
});

test('without a confirmed address nothing is chosen', async () => {
  oauth.address = null;
  await expect(choose()).rejects.toMatchObject({ code: 'conflict' });
  expect(await db.prisma.mailChoice.count()).toBe(0);
});

test('a mail is sent to whoever chose it, once for what it tells of, with the way to stop it', async () => {
  await queue('before the choice');
  await choose();
  await queue('one');
  await queue('one');
  expect(await deliver()).toEqual({ sent: 1, givenUp: 0 });
  expect(await deliver()).toEqual({ sent: 0, givenUp: 0 });
  const [mail] = server.received;
  expect(server.received).toHaveLength(1);
  expect(mail).toMatchObject({ from: 'procord@procord.example', to: ['somebody@example.com'] });
  const headers = (mail?.source.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ');
  expect(headers).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  const [, token = ''] = /List-Unsubscribe: <https:\/\/procord\.example\/mail\/stop\/([\w-]+)>/.exec(headers) ?? [];
  expect(mail?.source).not.toContain(oauth.userId);
  expect(topicOfStop(deps(), token)).toBe('staff-access');
  expect(await stopMail(deps(), token)).toEqual({ accountId: oauth.userId, topic: 'staff-access' });
  expect(await stopMail(deps(), token)).toEqual({ accountId: oauth.userId, topic: 'staff-access' });
  expect(await getMail(deps(), { accountId: oauth.userId })).toEqual({ address: null, topics: [] });
  expect(await stopMail(deps(), `${token.slice(0, -2)}AA`)).toBe(null);
});

test('staff who open an account cause the mail, in the same transaction', async () => {
  await choose();
  const staff = { id: '300000000000000009', roles: ['privacy'] as const };
  await openAccess(deps(), { staff, kind: 'person', id: oauth.userId, reason: 'Ticket 12' });
  expect(await deliver()).toEqual({ sent: 1, givenUp: 0 });
  expect(server.received[0]?.source).toContain('https://procord.example/account');
});

test('a server that puts it off is asked again with longer pauses, and given up in the end', async () => {
  await choose();
  await queue('put off');
  server.mood = 'later';
  for (let attempt = 1; attempt < MOST_ATTEMPTS; attempt += 1) {
    expect(await deliver(), `attempt ${attempt}`).toEqual({ sent: 0, givenUp: 0 });
    expect(await deliver(), 'not before its time').toEqual({ sent: 0, givenUp: 0 });
    nowMs += waitAfter(attempt);
  }
  expect(await deliver()).toEqual({ sent: 0, givenUp: 1 });
  expect(await db.prisma.mailOutbox.findFirstOrThrow()).toMatchObject({ failure: 'later', attempts: MOST_ATTEMPTS });
});

test('a refusal, and a choice taken back meanwhile, give it up at once', async () => {
  await choose();
  await queue('refused');
  server.mood = 'refuse';
  expect(await deliver()).toEqual({ sent: 0, givenUp: 1 });
  server.mood = 'take';
  await queue('unwanted');
  await choose([]);
  expect(await deliver()).toEqual({ sent: 0, givenUp: 1 });
  expect(server.received).toEqual([]);
});

test('a process that dies after sending sends it again as the same mail, and not before a minute', async () => {
  await choose();
  await queue('died');
  const ids: string[] = [];
  const dies: Pick<Mailer, 'send'> = {
    async send({ messageId }) {
      ids.push(messageId);
      if (ids.length === 1) await db.pool.query('ALTER TABLE mail_outbox RENAME TO gone');
      return 'sent';
    },
  };
  await expect(deliverMail({ ...deps(), mailer: dies, origin, allows })).rejects.toThrow();
  await db.pool.query('ALTER TABLE gone RENAME TO mail_outbox');
  expect(await deliverMail({ ...deps(), mailer: dies, origin, allows })).toEqual({ sent: 0, givenUp: 0 });
  nowMs += waitAfter(1);
  expect(await deliverMail({ ...deps(), mailer: dies, origin, allows })).toEqual({ sent: 1, givenUp: 0 });
  expect(new Set(ids).size).toBe(1);
});

test('the outbox is kept for thirty days', async () => {
  await choose();
  await queue('old');
  nowMs += 30 * 86_400_000 + 1;
  expect(await pruneMail(db, clock)).toBe(1);
});
