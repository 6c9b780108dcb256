import { deliverMail } from '#core/accounts/deliver-mail.server.ts';
import type { ConsentWatch } from '#core/consent/consent-watch.server.ts';
import type { Mailer } from '#core/platform/mail.server.ts';
import type { Job } from './job.ts';

/**
 * Letters before a policy changes rest on consent: each asks for it as it leaves, so that one to an earlier version of the
 * words, or one that was taken back in any other way than with the choice of letters, sends none.
 * @param settings.mailer null where this instance sends no mail
 */
export function sendMailJob(settings: {
  mailer: Pick<Mailer, 'send'> | null;
  consents: Pick<ConsentWatch, 'has'>;
  secrets: readonly string[];
  origin: string;
}): Job {
  const { mailer, consents } = settings;
  return {
    name: 'send-mail',
    schedule: '* * * * *',
    atStart: true,
    async run({ db, clock, log }) {
      if (!mailer) return;
      const { sent, givenUp } = await deliverMail({
        ...{ ...settings, mailer, db, clock },
        allows: async ({ accountId, topic }) => topic !== 'policy' || consents.has({ userId: accountId }, 'mail'),
      });
      if (sent + givenUp > 0) log.info({ sent, givenUp }, 'mails delivered');
    },
  };
}
