import type { RetentionReading } from '#core/privacy/rules/retention-readings.ts';

/** What the operator page shows. Shaped as core/gateway's GatewayState and core/billing's GrantRow. */
export interface OperatorCluster {
  clusterId: number;
  pid: number;
  host: string;
  shards: number[];
  state: string;
  startedAt: Date;
  /** Milliseconds since its last heartbeat row. */
  silentMs: number;
  restarts: number;
  guilds: number;
  events: number;
  pendingKeys: number;
  loopLagMs: number;
  heapBytes: number;
  flushMs: number | null;
  lastFlushAt: Date | null;
}

export interface OperatorShard {
  shardCount: number;
  shardId: number;
  epoch: number;
  clusterId: number | null;
  leaseAgeMs: number | null;
  sequence: number | null;
  lagMs: number | null;
  observedAt: Date | null;
}

export interface OperatorAlert {
  id: string;
  kind: string;
  scope: string;
  detail: string;
  openedAt: Date;
}

export interface OperatorGap {
  id: string;
  shardId: number;
  guildId: string | null;
  kind: string;
  from: Date;
  to: Date | null;
  reason: string;
}

export interface OperatorGrant {
  guildId: string;
  grantedBy: string;
  reason: string;
  startsAt: Date;
  endsAt: Date | null;
}

/** Shaped as core/billing's ReversalRow. `amount` in the currency's smallest unit. */
export interface OperatorReversal {
  id: string;
  kind: string;
  guildId: string;
  accountId: string;
  amount: number;
  currency: string;
  whole: boolean;
  status: string;
  noticedAt: Date;
}

export interface OperatorForms {
  /** What a form did, after the redirect; null where nothing was sent. */
  done: { kind: OperatorIntent; id: string } | null;
  /** What was wrong with a form that was sent. `fields` are words by field name, `values` what was typed. */
  problem: {
    intent: OperatorIntent;
    message: string | null;
    fields: Record<string, string>;
    values: Record<string, string>;
  } | null;
  /** Fills the field of the premium form, from ?guild=. */
  guildId: string | null;
}

/** The value of the field `intent` of each form of the page. */
export type OperatorIntent = 'grant' | 'revoke' | 'suspend' | 'restore';

export interface OperatorData extends OperatorForms {
  gateway: {
    at: Date;
    clusters: OperatorCluster[];
    shards: OperatorShard[];
    identify: { used: number; total: number; hardStop: number };
    alerts: OperatorAlert[];
    gaps: OperatorGap[];
  };
  grants: OperatorGrant[];
  reversals: OperatorReversal[];
  retention: RetentionReading[];
  suspended: { accountId: string; suspendedAt: Date }[];
}
