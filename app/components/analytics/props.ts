import type { Overview } from '#core/analytics/rules.ts';

/** What the overview page shows: the loader's answer, and the data of each event on the guild's live stream. */
export interface OverviewData {
  guild: { id: string; name: string };
  /** Entitled to be counted now. */
  premium: boolean;
  /** The reader is staff of this instance. */
  staff: boolean;
  /** False where Discord did not tell the channels' names. */
  namesKnown: boolean;
  overview: Overview;
}
