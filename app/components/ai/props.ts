import type { GuildUse, OversightView, OwnCalls, ReviewSums, WaitingSample } from '#core/ai/rules/views.ts';

export interface OwnAiData {
  /** Uses that a person can say no to. */
  offered: readonly string[];
  /** What they said no to; null stands for every use. */
  out: readonly (string | null)[];
  /** Days after which conversations end by themselves; null: they do not. */
  kept: number | null;
  page: OwnCalls;
  /** The last call of the page before this one. */
  before: string | null;
  /** Names of guilds by id, as far as they are known. */
  names: Readonly<Record<string, string>>;
  done: boolean;
}

export interface GuildAiData {
  guild: { id: string; name: string };
  offered: readonly { name: string; mostNanos: bigint }[];
  use: GuildUse;
  done: boolean;
}

/** What is wrong with a form of the page: words by field, and what was sent. */
export interface SwitchProblem {
  fields: Partial<Record<'thing' | 'to' | 'reason' | 'source' | 'words', string>>;
  values: Readonly<Record<string, string>>;
}

export interface StaffAiData {
  view: OversightView;
  viewerId: string;
  done: 'switched' | 'wanted' | 'changed' | null;
  problem: SwitchProblem | null;
}

export interface ReviewsData {
  waiting: readonly WaitingSample[];
  sums: readonly ReviewSums[];
  done: boolean;
  /** Why what was sent did nothing, in words. */
  problem: string | null;
}
