import { formatTime } from '#core/i18n/format.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import { FALLBACK_LOCALE, isLocale, type Locale } from '#core/i18n/rules.ts';
import { brand } from '#core/platform/brand.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { inTransaction } from '#core/platform/in-transaction.server.ts';
import type { Letter, Mailer } from '#core/platform/mail.server.ts';
import { openEmail } from './internal/sealed-email.server.ts';
import { makeStopToken } from './internal/stop-token.server.ts';
import { isMailTopic, type MailTopic, MOST_ATTEMPTS, waitAfter } from './rules/mail.ts';

const MOST_AT_ONCE = 50;

interface Deps {
  db: Database;
  clock: Clock;
  secrets: readonly string[];
  mailer: Pick<Mailer, 'send'>;
  /** Whether a mail of this kind may go to somebody now: what rests on a consent is for the caller to know. */
  allows: (mail: { accountId: string; topic: MailTopic }) => Promise<boolean>;
  /** The address of this instance, for links. */
  origin: string;
}

interface Due {
  id: string;
  account_id: string;
  topic: string;
  facts: Record<string, string>;
  attempts: number;
  email_sealed: Buffer | null;
  locale: string | null;
  chosen: boolean;
}

/**
 * Sends what is due, oldest first. An attempt is written down before it is made, so a process that dies meanwhile leaves the
 * mail to be sent later, under the same Message-ID; a mail that is no longer wanted, or that is refused, is given up.
 * @returns how many were sent, and how many given up
 */
export async function deliverMail(deps: Deps): Promise<{ sent: number; givenUp: number }> {
  const done = { sent: 0, givenUp: 0 };
  for (let number = 0; number < MOST_AT_ONCE; number += 1) {
    const due = await takeDue(deps);
    if (!due) break;
    const failure = await deliver(deps, due);
    if (failure === null) done.sent += 1;
    else if (failure !== 'later' || due.attempts >= MOST_ATTEMPTS) {
      await end(deps, due.id, failure);
      done.givenUp += 1;
    }
  }
  return done;
}

/** Takes the mail that is due longest for an attempt; two workers never take the same. */
async function takeDue({ db, clock }: Deps): Promise<Due | null> {
  const nowMs = clock.now();
  return inTransaction(db.for('notify'), async (client) => {
    const { rows } = await client.query<Due>(
      `SELECT o.id, o.account_id, o.topic, o.facts, o.attempts + 1 AS attempts, a.email_sealed, a.locale,
              EXISTS (SELECT 1 FROM mail_choice c WHERE c.account_id = o.account_id AND c.topic = o.topic) AS chosen
         FROM mail_outbox o JOIN account a ON a.id = o.account_id
        WHERE o.sent_at IS NULL AND o.given_up_at IS NULL AND o.due_at <= $1
        ORDER BY o.due_at LIMIT 1 FOR UPDATE OF o SKIP LOCKED`,
      [new Date(nowMs)],
    );
    const [due] = rows;
    if (due)
      await client.query('UPDATE mail_outbox SET attempts = $2, due_at = $3 WHERE id = $1', [
        due.id,
        due.attempts,
        new Date(nowMs + waitAfter(due.attempts)),
      ]);
    return due ?? null;
  });
}

/** @returns null where it was sent; else why not, `later` where it may be tried again */
async function deliver(deps: Deps, due: Due): Promise<'unwanted' | 'refused' | 'later' | null> {
  const { account_id: accountId, topic, email_sealed } = due;
  if (!due.chosen || email_sealed === null || !isMailTopic(topic)) return 'unwanted';
  if (!(await deps.allows({ accountId, topic }))) return 'unwanted';
  try {
    const outcome = await deps.mailer.send(compose(deps, due, topic, email_sealed));
    if (outcome === 'refused') return 'refused';
  } catch {
    return 'later';
  }
  await deps.db
    .for('notify')
    .prisma.mailOutbox.update({ where: { id: due.id }, data: { sentAt: new Date(deps.clock.now()) } });
  return null;
}

function compose({ secrets, origin }: Deps, due: Due, topic: MailTopic, emailSealed: Buffer): Letter {
  const locale = isLocale(due.locale) ? due.locale : FALLBACK_LOCALE;
  const { t } = speakerOf(locale);
  const stopUrl = `${origin}/mail/stop/${makeStopToken(secrets, { accountId: due.account_id, topic })}`;
  const values = { brand: brand.name, ...aboutOf(topic, due.facts, locale, origin) };
  return {
    messageId: `<${due.id}@${new URL(origin).hostname}>`,
    to: openEmail(secrets, due.account_id, emailSealed),
    subject: t(`accounts:mail.${topic}.subject`, values),
    text: [t(`accounts:mail.${topic}.body`, values), t('accounts:mail.stop', { url: stopUrl })].join('\n\n'),
    stopUrl,
  };
}

/** What the words of a kind of mail fill in, from what was noted as it was queued. */
function aboutOf(topic: MailTopic, facts: Due['facts'], locale: Locale, origin: string): Record<string, string> {
  if (topic === 'policy')
    return {
      effective: formatTime(locale, Date.parse(`${facts.effective}T00:00:00Z`), 'UTC', { dateStyle: 'long' }),
      url: `${origin}/policies/${facts.policy}/versions/${facts.number}`,
    };
  return {
    at: formatTime(locale, Date.parse(facts.at ?? ''), 'UTC', { dateStyle: 'long', timeStyle: 'short' }),
    url: `${origin}/account`,
  };
}

async function end({ db, clock }: Deps, id: string, failure: string): Promise<void> {
  await db
    .for('notify')
    .prisma.mailOutbox.update({ where: { id }, data: { givenUpAt: new Date(clock.now()), failure } });
}
