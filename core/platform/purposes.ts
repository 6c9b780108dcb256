/** Why something is kept, and read. What allows each stands in core/privacy. */
export const purposes = [
  /** To know who signed in, and to keep them signed in. */
  'sign-in',
  /** To show a page as the person asked for it. */
  'preference',
  /** To send the mails that a person asked for about their own account. */
  'notify',
  /** To write to people before a policy changes, if they consented to it. */
  'tell-changes',
  /** To serve a guild that has the bot. */
  'serve-guild',
  /** To know which guilds are counted and shown. */
  'entitlement',
  /** To take and account for payments. */
  'payment',
  /** To count messages and voice time of entitled guilds. */
  'count-activity',
  /** To leave out people who do not want to be counted. */
  'respect-objection',
  /** To show that people were told, and that they said they are old enough. Articles 5(2), 13 and 8 GDPR. */
  'show-notice',
  /** To show what people consented to, and to stop when they take it back. Article 7(1) and (3) GDPR. */
  'show-consent',
  /** To answer with the help of a model what somebody asked for, within their choice and a budget. */
  'use-model',
  /** To answer later for what staff and systems did. */
  'accountability',
  /** To keep the bot and its counts correct through crashes. */
  'operate',
  /** To answer what people ask for by their rights, and to show that it was done: Articles 12 and 15 to 22 GDPR. */
  'answer-request',
  /** What is owed for everything that is kept: rights, deletion in time, proof. Articles 5(1)(e), 5(2), 15 to 22 and 24 GDPR. */
  'keep-promises',
] as const;
export type Purpose = (typeof purposes)[number];
