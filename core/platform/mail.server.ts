import { createTransport } from 'nodemailer';

/** A mail in plain text. */
export interface Letter {
  /** Stays the same however often it is sent, so that a receiver knows it again. */
  messageId: string;
  to: string;
  subject: string;
  text: string;
  /** Where one click stops mails of this kind (RFC 8058). */
  stopUrl: string;
}

/** `refused`: for good, as against an error after which it can be tried again. */
export type MailOutcome = 'sent' | 'refused';

export interface Mailer {
  /** @throws Error where the server could not be reached or put it off */
  send(letter: Letter): Promise<MailOutcome>;
  close(): void;
}

const PATIENCE_MS = 10_000;

/** A mail server and whom mails are from; null where this instance sends none. */
export function createMailer(settings: { url: string; from: string } | null): Mailer | null {
  if (settings === null) return null;
  const transport = createTransport({
    url: settings.url,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  });
  return {
    async send({ messageId, to, subject, text, stopUrl }) {
      try {
        await transport.sendMail({
          from: settings.from,
          to,
          subject,
          text,
          messageId,
          headers: {
            'List-Unsubscribe': `<${stopUrl}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
            'Auto-Submitted': 'auto-generated',
          },
        });
        return 'sent';
      } catch (error) {
        if (replyCode(error) >= 500) return 'refused';
        throw error;
      }
    },
    close: () => transport.close(),
  };
}

/** The code of an SMTP reply (RFC 5321, 4.2.1); 0 where there was none. */
function replyCode(error: unknown): number {
  return error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
}
