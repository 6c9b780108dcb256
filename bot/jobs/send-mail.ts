import { deliverMail } from '#core/accounts/deliver-mail.server.ts';
import type { Mailer } from '#core/platform/mail.server.ts';
import type { Job } from './job.ts';

/** @param mailer null where this instance sends no mail */
export function sendMailJob(settings: { mailer: Mailer | null; secrets: readonly string[]; origin: string }): Job {
  const { mailer } = settings;
  return {
    name: 'send-mail',
    schedule: '* * * * *',
    atStart: true,
    async run({ db, clock, log }) {
      if (!mailer) return;
      const { sent, givenUp } = await deliverMail({ ...settings, mailer, db, clock });
      if (sent + givenUp > 0) log.info({ sent, givenUp }, 'mails delivered');
    },
  };
}
