/** What the bot may lack in a channel. */
export type MissingRight = 'view' | 'send' | 'attach';

export interface DigestChannel {
  id: string;
  name: string;
  missing: readonly MissingRight[];
}

/** What the digest page shows. Shaped as core/analytics' DigestView, with the channels as Discord has them. */
export interface DigestData {
  guild: { id: string; name: string; timeZone: string };
  settings: {
    channelId: string;
    chosenAt: Date;
    stopped: { at: Date; reason: 'unknown_channel' | 'missing_permissions' | 'premium_ended' } | null;
  } | null;
  last: { week: number; sentAt: Date | null } | null;
  premium: boolean;
  /** Null where Discord does not answer. */
  channels: readonly DigestChannel[] | null;
}

/** Why a channel could not be chosen: what the bot lacks there; null: it is none of this guild's. */
export interface DigestProblem {
  channelId: string;
  missing: readonly MissingRight[] | null;
}
