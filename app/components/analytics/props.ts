import type { Overview } from '#core/analytics/rules.ts';

/**
 * What the overview page shows: part of the loader's answer, and the data of each event on the guild's live stream.
 * The same for everybody who may see the guild.
 */
export interface OverviewData {
  guild: { id: string; name: string };
  /** Entitled to be counted now. */
  premium: boolean;
  /** False where Discord did not tell the channels' names. */
  namesKnown: boolean;
  overview: Overview;
}
