/** What a person can ask for on a page of its own; each has its words under privacy-centre:right. */
export const askedRights = ['export', 'correct', 'erase', 'object', 'restrict'] as const;
export type AskedRight = (typeof askedRights)[number];

export function isAskedRight(text: string | undefined): text is AskedRight {
  return askedRights.some((right) => right === text);
}

/** Everywhere, in the field that says where. */
export const EVERYWHERE = 'all';
/** Longest words of a correction. */
export const WORDS_LENGTH = 2_000;

export const rightFields = ['scope', 'way', 'words', 'confirm'] as const;
export type RightField = (typeof rightFields)[number];

/** A subscription that goes on when its payer is erased. */
export interface GoingSubscription {
  guildId: string;
  /** Null where Discord does not say that the person is in it. */
  name: string | null;
  /** When it ends by itself; null where it goes on. */
  endsAt: Date | null;
}

export interface RightFormData {
  right: AskedRight;
  /** The person's Discord user name: they type it where nothing can be taken back. */
  username: string;
  guilds: { id: string; name: string }[];
  /** The guild that the page was asked for, as chosen; empty for none. */
  chosen: string;
  /** Of an erasure: what the person pays for. */
  subscriptions: GoingSubscription[];
  /** Whether Stripe's page can be opened from here. */
  sells: boolean;
}

export interface RightProblem {
  wrong: RightField[];
  values: Partial<Record<RightField, string>>;
}
