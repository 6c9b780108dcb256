import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { chooseMail } from '#core/accounts/choose-mail.server.ts';
import { queueMail } from '#core/accounts/queue-mail.server.ts';
import type { MailTopic } from '#core/accounts/rules/mail.ts';
import { ScriptedDiscord } from '#core/accounts/testing/scripted-discord.ts';
import { signedIn } from '#core/accounts/testing/signed-in.ts';
import { ConsentWatch } from '#core/consent/consent-watch.server.ts';
import { giveConsent } from '#core/consent/give-consent.server.ts';
import { withdrawConsent } from '#core/consent/withdraw-consent.server.ts';
import { systemClock as clock } from '#core/platform/clock.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import type { Letter } from '#core/platform/mail.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { sendMailJob } from './send-mail.ts';

const secrets = ['a secret of at least thirty-two characters'];
const origin = 'https://procord.example';
const asked = { purpose: 'mail', surface: 'consents', locale: 'en' } as const;
const log = createLog('test', 'silent');
let db: WholeDatabase;
let userId: string;
let consents: ConsentWatch;

/** Somebody who chose both kinds of mail. */
beforeEach(async () => {
  db = await createTestDatabase();
  const oauth = new ScriptedDiscord();
  userId = oauth.userId;
  const sessionId = await signedIn({ db, clock, secrets }, oauth);
  const deps = { db, clock, oauth, secrets, staffIds: new Set<string>() };
  await chooseMail(deps, { accountId: userId, sessionId, topics: ['staff-access', 'policy'] });
  consents = new ConsentWatch(db, 'worker', log);
  consents.start();
});
afterEach(async () => {
  await consents.stop();
  await db.close();
});

async function send(key: string): Promise<string[]> {
  const facts = { at: '2026-01-01T10:00:00Z', policy: 'ai', number: '2', effective: '2099-01-01' };
  for (const topic of ['staff-access', 'policy'] satisfies MailTopic[])
    await queueMail(db.prisma, { accountId: userId, topic, key: `${topic} ${key}`, facts, nowMs: clock.now() });
  const subjects: string[] = [];
  const mailer = {
    async send({ subject }: Letter) {
      subjects.push(subject);
      return 'sent' as const;
    },
  };
  await sendMailJob({ mailer, consents, secrets, origin }).run({ db, clock, log });
  return subjects;
}
const failures = async () =>
  (await db.prisma.mailOutbox.findMany({ where: { failure: { not: null } } })).map(({ topic, failure }) => [
    topic,
    failure,
  ]);

test('a letter before a policy changes leaves with a consent alone, whatever was chosen; other mails ask for none', async () => {
  expect(await send('before')).toHaveLength(1);
  expect(await failures()).toEqual([['policy', 'unwanted']]);
  await giveConsent({ db }, { userId }, asked);
  await vi.waitFor(async () => expect(await consents.has({ userId }, 'mail')).toBe(true));
  expect(await send('with')).toHaveLength(2);
  await withdrawConsent({ db }, { userId }, asked);
  await vi.waitFor(async () => expect(await consents.has({ userId }, 'mail')).toBe(false));
  expect(await send('after')).toHaveLength(1);
  expect(await failures()).toEqual([
    ['policy', 'unwanted'],
    ['policy', 'unwanted'],
  ]);
});
