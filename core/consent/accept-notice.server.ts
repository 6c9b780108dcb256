import type { AccountsDeps } from '#core/accounts/deps.server.ts';
import { openAccount } from '#core/accounts/open-account.server.ts';
import type { Newcomer } from '#core/accounts/schema.ts';
import type { Prisma } from '#core/platform/db.server.ts';
import { addAnswer } from './internal/add-answer.server.ts';
import { consentPurposes, NOTICE_VERSION, purposeNames, type WelcomeAnswers } from './schema.ts';

/**
 * Somebody has met the notice for the first time: the receipt, the account, a session and what they said to each consent
 * are written together, the receipt first.
 * @returns the id of the session
 */
export async function welcomeNewcomer(
  deps: Pick<AccountsDeps, 'db' | 'clock' | 'secrets'>,
  newcomer: Newcomer,
  answers: WelcomeAnswers,
): Promise<string> {
  return deps.db.for('show-notice', 'show-consent', 'sign-in').prisma.$transaction(async (tx) => {
    await addReceipt(tx, { userId: newcomer.id }, answers);
    const sessionId = await openAccount(tx, deps, newcomer, NOTICE_VERSION);
    await addConsents(tx, { userId: newcomer.id }, answers);
    return sessionId;
  });
}

/** Somebody who has an account has met the notice as it is now. */
export async function acceptNotice(
  { db }: Pick<AccountsDeps, 'db'>,
  scope: { userId: string },
  answers: WelcomeAnswers,
): Promise<void> {
  await db.for('show-notice', 'show-consent', 'sign-in').prisma.$transaction(async (tx) => {
    await addReceipt(tx, scope, answers);
    await tx.account.update({ where: { id: BigInt(scope.userId) }, data: { noticeVersion: NOTICE_VERSION } });
    await addConsents(tx, scope, answers);
  });
}

async function addReceipt(
  tx: Pick<Prisma.TransactionClient, 'noticeReceipt'>,
  { userId }: { userId: string },
  { locale, atLeast }: WelcomeAnswers,
): Promise<void> {
  const row = { userId: BigInt(userId), version: NOTICE_VERSION, locale, surface: 'welcome', atLeast };
  await tx.noticeReceipt.createMany({ data: [row], skipDuplicates: true });
}

/** What was not ticked was refused. What was answered before, to the same words, is not asked again. */
async function addConsents(
  tx: Pick<Prisma.TransactionClient, 'consentEvent'>,
  { userId }: { userId: string },
  { locale, consents }: WelcomeAnswers,
): Promise<void> {
  for (const purpose of purposeNames) {
    const { version } = consentPurposes[purpose];
    if ((await tx.consentEvent.count({ where: { userId: BigInt(userId), purpose, version } })) > 0) continue;
    const outcome = consents.includes(purpose) ? 'given' : 'refused';
    await addAnswer(tx, { userId }, { purpose, surface: 'welcome', locale }, outcome);
  }
}
