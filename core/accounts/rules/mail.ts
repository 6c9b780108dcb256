/** Kinds of mail that a person can choose. None is sent that was not chosen. `policy` rests on their consent to mail. */
export const mailTopics = ['staff-access', 'policy'] as const;
export type MailTopic = (typeof mailTopics)[number];

export function isMailTopic(text: string): text is MailTopic {
  return mailTopics.some((topic) => topic === text);
}

/** Attempts after which a mail is given up. */
export const MOST_ATTEMPTS = 8;
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 12 * 3_600_000;

/** How long to wait after so many attempts, milliseconds: a minute, then four times as long each time. */
export function waitAfter(attempts: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 4 ** Math.max(0, attempts - 1));
}
