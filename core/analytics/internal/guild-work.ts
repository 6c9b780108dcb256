/** What is to be made of a guild's totals. Days are days since 1970: of the guild's clocks, but for the month's. */
export interface GuildWork {
  guildId: string;
  timeZone: string;
  /** Days that are over and get their totals, ascending. */
  days: readonly number[];
  /** Days with which weeks end whose people are counted, ascending. */
  weeks: readonly number[];
  /** The UTC day with which the 30 days end whose people are counted. */
  month: number | null;
  /** Whether the lists of the most active are made anew, where there is a newer day than theirs. */
  top: boolean;
  /** What arrives for this day or one before it is noted as due: lists of their people may be kept. */
  closedDay: number;
}
