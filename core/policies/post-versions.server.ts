import { queueMail } from '#core/accounts/queue-mail.server.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { hashOf } from './read-policy.server.ts';
import { noticeSubject } from './rules.ts';
import type { PolicyVersion } from './schema.ts';
import { versions } from './versions.ts';

const LETTERS_AT_ONCE = 200;

/**
 * Posts every version of the program that was not posted here yet: from then on it is known by its hash. Of one that does
 * not hold yet, everybody with an account is to be told before it does, and by mail who chose that. May run as often as one likes.
 * @returns how many were posted, and how many people are to be told who were not before
 */
export async function postVersions(
  { db, clock }: { db: Database; clock: Clock },
  all: readonly PolicyVersion[] = versions,
): Promise<{ posted: number; planned: number }> {
  const now = new Date(clock.now());
  let posted = 0;
  let planned = 0;
  for (const version of all) {
    const { policy, number, date, effective } = version;
    const posting = await db.for('accountability', 'notify').pool.query(
      `INSERT INTO policy_posting (policy, number, hash, dated, effective, posted_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [policy, number, hashOf(version), date, effective, now],
    );
    posted += posting.rowCount ?? 0;
    if (Date.parse(effective) <= now.getTime()) continue;
    const planning = await db.for('accountability', 'notify').pool.query(
      `INSERT INTO notice_delivery (account_id, subject, channel, planned_at, due_at)
       SELECT id, $1, 'dashboard', $2, $3 FROM account ON CONFLICT DO NOTHING`,
      [noticeSubject(policy, number), now, new Date(effective)],
    );
    planned += planning.rowCount ?? 0;
    await queueLetters(db, version, now);
  }
  await db.for('accountability', 'notify').pool.query(
    `UPDATE notice_delivery d SET delivered_at = o.sent_at FROM mail_outbox o
      WHERE d.channel = 'mail' AND d.delivered_at IS NULL AND o.key = d.subject || ' ' || d.account_id AND o.sent_at IS NOT NULL`,
  );
  return { posted, planned };
}

/** A letter to everybody who chose to be told by mail and was not yet. */
async function queueLetters(db: Database, { policy, number, effective }: PolicyVersion, now: Date): Promise<void> {
  const subject = noticeSubject(policy, number);
  const facts = { policy, number: String(number), effective };
  const queueSome = () =>
    db.for('accountability', 'notify').prisma.$transaction(async (tx) => {
      const planned = await tx.$queryRaw<{ account_id: bigint }[]>`
        INSERT INTO notice_delivery (account_id, subject, channel, planned_at, due_at)
        SELECT account_id, ${subject}, 'mail', ${now}, ${new Date(effective)} FROM mail_choice c
         WHERE topic = 'policy' AND NOT EXISTS (SELECT 1 FROM notice_delivery d
           WHERE d.account_id = c.account_id AND d.subject = ${subject} AND d.channel = 'mail') LIMIT ${LETTERS_AT_ONCE}
        RETURNING account_id`;
      for (const { account_id } of planned)
        await queueMail(tx, {
          accountId: String(account_id),
          topic: 'policy',
          key: `${subject} ${account_id}`,
          facts,
          nowMs: now.getTime(),
        });
      return planned.length;
    });
  while ((await queueSome()) > 0);
}
