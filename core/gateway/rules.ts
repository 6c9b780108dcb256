/** What an operator can be told to look at. */
export const alertKinds = [
  /** The cluster process keeps dying; it is restarted with back-off. */
  'cluster-failing',
  /** The cluster process runs and cannot reach readiness. */
  'cluster-not-ready',
  /** The cluster stopped answering its manager and is being replaced. */
  'cluster-hung',
  /** No heartbeat row of the cluster in the database for a minute. */
  'cluster-silent',
  /** Discord refuses a shard's connection for good: a wrong token, number of shards or intent. */
  'shard-refused',
  /** Four fifths of the day's identifies are used: shards without a session wait. */
  'identify-budget',
  /** Rows of a retention class outlived their time: a sweep does not do its work. */
  'retention-overdue',
  /** One member of staff opened the data of many within an hour. */
  'access-openings',
  /** One account was refused again and again within ten minutes. */
  'access-denials',
  /** What somebody asked for by their rights is not done in time. */
  'right-overdue',
  /** A model answers questions with known answers worse than it did, or than it should. */
  'ai-quality',
  /** Answers of models wait for longer than a week to be looked at. */
  'ai-reviews',
] as const;
export type AlertKind = (typeof alertKinds)[number];

/** Alerts for a person to look into, while this instance does its work. */
export const harmlessAlerts: ReadonlySet<string> = new Set<AlertKind>([
  ...(['access-openings', 'access-denials', 'ai-quality', 'ai-reviews'] as const),
]);

/** A cluster without a heartbeat row for this long is silent. */
export const CLUSTER_SILENT_MS = 60_000;

/** Identifies a day that Discord allows. Source: Discord gateway reference, "Session Start Limit". */
export function identifyAllowance(guilds: number): number {
  return guilds > 150_000 ? Math.max(2_000, Math.ceil(guilds / 1_000) * 5) : 1_000;
}

/** Identifies a day that this product lets itself use: Discord resets the token of a bot that uses all of them. */
export function identifyHardStop(total: number): number {
  return Math.floor(total * 0.8);
}

export function identifyBucket(shardId: number, maxConcurrency: number): number {
  return shardId % Math.max(1, maxConcurrency);
}
