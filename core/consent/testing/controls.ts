import { randomUUID } from 'node:crypto';
import { freezeAccount } from '#core/accounts/freeze-account.server.ts';
import type { NegativeControl, Stage } from '#core/platform/testing/negative-control.ts';
import { withdrawConsent } from '../withdraw-consent.server.ts';

const PERSON = 400000000000000001n;
const scope = { userId: String(PERSON) };

/** A process that listens for consents, as it confirms it. */
const listen = async ({ db }: Stage) => {
  await db.prisma.consentReach.create({ data: { processId: randomUUID(), process: 'worker' } });
};
/** Somebody who has an account, and what they answered. */
const join = (stage: Stage) =>
  stage.db.prisma.account.create({
    data: {
      id: PERSON,
      username: 'somebody',
      receipts: { create: { version: 1, locale: 'en', surface: 'welcome', atLeast: 13 } },
      consents: { create: { purpose: 'mail', version: 1, outcome: 'given', locale: 'en', surface: 'welcome' } },
    },
  });

export const controls: readonly NegativeControl[] = [
  {
    promise: 'P13',
    off: 'the notice before an account is made',
    seen: 'broken',
    async before(stage) {
      await join(stage);
    },
    async cripple({ db }) {
      await db.prisma.account.create({ data: { id: PERSON + 1n, username: 'untold' } });
      return undefined;
    },
  },
  {
    promise: 'P47',
    off: 'the trigger that tells every process',
    seen: 'broken',
    async before(stage) {
      await listen(stage);
      await join(stage);
      await withdrawConsent(stage, scope, { purpose: 'mail', surface: 'consents', locale: 'en' });
    },
    async cripple({ db }) {
      await db.pool.query('ALTER TABLE consent_event DISABLE TRIGGER consent_event_tell');
      return undefined;
    },
  },
  {
    promise: 'P47',
    off: 'a process that reads consents again',
    seen: 'broken',
    async before(stage) {
      await listen(stage);
      await join(stage);
    },
    async cripple({ db }) {
      await db.pool.query(`UPDATE consent_reach SET read_at = now() - interval '90 seconds'`);
      await db.pool.query(
        `INSERT INTO consent_event (user_id, purpose, version, outcome, locale, surface, at)
         VALUES ($1, 'mail', 1, 'withdrawn', 'en', 'consents', now() - interval '70 seconds')`,
        [scope.userId],
      );
      return undefined;
    },
  },
  {
    promise: 'P49',
    off: 'the closing of an account whose owner is too young',
    seen: 'broken',
    async before(stage) {
      await join(stage);
      await freezeAccount(stage, scope.userId);
    },
    async cripple({ db }) {
      await db.prisma.account.update({ where: { id: PERSON }, data: { suspendedAt: null } });
      return undefined;
    },
  },
];
