import type { RetentionClass } from '../schema.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 365.25 * DAY_MS;

/** Books: the time begins with the end of the calendar year. Source: § 147(3) and (4) AO. */
const BOOKS = { years: 7 };
/** Of a conversation of somebody who has no account to delete. */
const CHAT = 180 * DAY_MS;

/**
 * From when on a row counts as due: `column` of `from` holds the beginning, and `kept` says how long after it the row has
 * to be gone: milliseconds, or until the end of the so-manieth calendar year (UTC) after that of the beginning. Written in
 * the terms of the tables, and independent of the code that ends the rows.
 */
export interface RetentionClock {
  /** schema.table of the rows that have to go. */
  table: string;
  /** What is read, where that is more than the table; `t` is an alias in it. */
  from?: string;
  column: string;
  /** `hour` and `day` count since 1970, in UTC. */
  unit: 'time' | 'ms' | 'hour' | 'day';
  kept: number | { years: number };
  /** SQL. Rows of which it is not true have no end yet. */
  where?: string;
}

/** When a row has to be gone whose time began at an instant, in milliseconds since 1970. */
export function dueMs({ kept }: Pick<RetentionClock, 'kept'>, sinceMs: number): number {
  if (typeof kept === 'number') return sinceMs + kept;
  return Date.UTC(new Date(sinceMs).getUTCFullYear() + kept.years + 1, 0);
}

export type RetentionRule =
  /** Ends by time. */
  | { ends: 'by-age'; clocks: readonly RetentionClock[] }
  /** Lives as long as the row of `public.guild`, which goes only when nothing of its guild is left. */
  | { ends: 'with-guild'; clocks: readonly RetentionClock[] }
  /** Ends when somebody does this, and never by time. */
  | { ends: 'by-act'; act: 'account-deletion' | 'objection-withdrawal' | 'tab-closing' }
  /** Ends with the process that holds it; outside the tables. */
  | { ends: 'with-process' }
  /** Ends when newer ones take its place; outside the tables. */
  | { ends: 'by-size' }
  /** Names nobody and stays. */
  | { ends: 'never' };

const REMOVED: RetentionClock = {
  table: 'public.guild',
  column: 'removed_at',
  unit: 'time',
  kept: 30 * DAY_MS,
  where: 'removed_at IS NOT NULL',
};

const time = (
  table: string,
  column: string,
  kept: RetentionClock['kept'],
  where = `${column} IS NOT NULL`,
): RetentionClock => ({
  table,
  column,
  unit: 'time',
  kept,
  where,
});
const day = (table: string, column: string): RetentionClock => ({ table, column, unit: 'day', kept: 30 * DAY_MS });
const noneLeft = (table: string) =>
  `NOT EXISTS (SELECT 1 FROM public.${table} p WHERE p.account_id = stripe_customer.account_id)`;

/** What belongs to conversations (`h`): it has an end where its person chose one, or has no account. */
const ofChats = (table: string, from: string): RetentionClock[] => [
  {
    ...time(table, 't.ends_at', 0),
    from: `(SELECT h.changed_at + make_interval(hours => 24 * e.keep_days) AS ends_at
              FROM ${from} JOIN public.assistant_expiry e ON e.person_id = h.person_id) AS t`,
  },
  {
    ...time(table, 't.changed_at', CHAT),
    from: `(SELECT h.changed_at FROM ${from}
             WHERE NOT EXISTS (SELECT FROM public.account a WHERE a.id = h.person_id)
               AND NOT EXISTS (SELECT FROM public.assistant_expiry e WHERE e.person_id = h.person_id)) AS t`,
  },
];

/** Each class with what ends it, and how it is seen that this did not happen. */
export const retentionRules: Readonly<Record<RetentionClass, RetentionRule>> = {
  account: { ends: 'by-act', act: 'account-deletion' },
  session: {
    ends: 'by-age',
    clocks: [time('public.session', 'expires_at', 0), time('public.session', 'last_seen_at', 7 * DAY_MS)],
  },
  'api-token': {
    ends: 'by-age',
    clocks: [time('public.api_token', 'revoked_at', 30 * DAY_MS), time('public.api_token', 'expires_at', 30 * DAY_MS)],
  },
  activity: {
    ends: 'by-age',
    clocks: [
      day('analytics.message_pack', 'day'),
      day('analytics.voice_pack', 'day'),
      day('analytics.person_day', 'day'),
      day('analytics.top_member', 'from_day'),
    ],
  },
  membership: {
    ends: 'by-age',
    clocks: [
      {
        table: 'analytics.membership',
        column: 'left_ms',
        unit: 'ms',
        kept: 30 * DAY_MS,
        where: 'left_ms IS NOT NULL',
      },
    ],
  },
  'hour-totals': {
    ends: 'by-age',
    clocks: [
      // From the end of the hour on.
      { table: 'analytics.channel_hour', column: 'from_hour', unit: 'hour', kept: 100 * DAY_MS + HOUR_MS },
      { table: 'analytics.voice_peak', column: 'hour', unit: 'hour', kept: 100 * DAY_MS + HOUR_MS },
    ],
  },
  totals: { ends: 'with-guild', clocks: [REMOVED] },
  presence: {
    ends: 'by-age',
    clocks: [{ table: 'analytics.voice_session', column: 'accrued_until_ms', unit: 'ms', kept: DAY_MS }],
  },
  objection: { ends: 'by-act', act: 'objection-withdrawal' },
  healing: {
    ends: 'by-age',
    clocks: [
      {
        table: 'analytics.channel_healing',
        from: 'analytics.channel_healing JOIN analytics.gap_healing t USING (gap_id, guild_id)',
        column: 't.updated_at',
        unit: 'time',
        kept: DAY_MS,
        where: `t.state <> 'healing'`,
      },
      time('analytics.channel_healing', 'updated_at', 31 * DAY_MS),
      {
        table: 'analytics.coverage_gap',
        column: 'to_ms',
        unit: 'ms',
        kept: 31 * DAY_MS,
        where: 'cardinality(counted_ids) > 0 AND to_ms IS NOT NULL',
      },
    ],
  },
  invites: {
    ends: 'by-age',
    clocks: [
      {
        table: 'analytics.invite_use',
        column: 'gone_ms',
        unit: 'ms',
        kept: 30 * DAY_MS,
        where: 'gone_ms IS NOT NULL',
      },
      { table: 'analytics.invite_join', column: 'joined_ms', unit: 'ms', kept: DAY_MS },
      {
        table: 'analytics.invite_watch',
        from: `(SELECT max(to_ms) AS to_ms, bool_or(to_ms IS NULL) AS counted FROM analytics.invite_watch
                  JOIN analytics.counting_span USING (guild_id) GROUP BY guild_id) AS t`,
        column: 't.to_ms',
        unit: 'ms',
        kept: 0,
        where: 'NOT t.counted',
      },
    ],
  },
  delivery: { ends: 'by-age', clocks: [time('public.digest_delivery', 'attempted_at', 100 * DAY_MS)] },
  guild: { ends: 'with-guild', clocks: [REMOVED] },
  'knowledge-version': {
    ends: 'by-age',
    clocks: [
      time('public.knowledge_node', 'deleted_at', 30 * DAY_MS),
      time('public.knowledge_version', 'at', 30 * DAY_MS),
    ],
  },
  'insight-report': { ends: 'by-age', clocks: [time('public.insight_report', 'written_at', 400 * DAY_MS)] },
  record: {
    ends: 'by-age',
    clocks: [
      time('public.premium_grant', 'ends_at', 3 * YEAR_MS),
      time('public.premium_grant', 'revoked_at', 3 * YEAR_MS),
      time('public.premium_period', 'ends_at', 3 * YEAR_MS),
      time('public.premium_deletion', 'deleted_at', 3 * YEAR_MS),
      time('public.attestation', 'expires_at', 3 * YEAR_MS),
      time('public.audit_plan', 'done_at', 3 * YEAR_MS),
      time('public.incident', 'closed_at', 3 * YEAR_MS),
      time('public.incident_notice', 'sent_at', 3 * YEAR_MS),
      time('public.under_age_gate', 'since', 3 * YEAR_MS),
      time(
        'public.audit_event',
        'at',
        3 * YEAR_MS,
        'num_nonnulls(actor_id, subject_id, reason, detail, before, after) > 0',
      ),
    ],
  },
  'ai-call': {
    ends: 'by-age',
    clocks: [time('public.ai_call', 'at', 100 * DAY_MS), { ...day('public.ai_refusal', 'day'), kept: 100 * DAY_MS }],
  },
  'ai-chat': {
    ends: 'by-age',
    clocks: [
      ...ofChats('public.assistant_thread', 'public.assistant_thread h'),
      ...ofChats(
        'public.assistant_turn',
        'public.assistant_turn u JOIN public.assistant_thread h ON h.id = u.thread_id',
      ),
      ...ofChats(
        'public.assistant_proposal',
        `public.assistant_proposal p JOIN public.assistant_turn u ON u.id = p.turn_id
           JOIN public.assistant_thread h ON h.id = u.thread_id`,
      ),
    ],
  },
  'ai-sample': { ends: 'by-age', clocks: [time('public.ai_sample', 'at', 30 * DAY_MS)] },
  case: {
    ends: 'by-age',
    clocks: [
      time('public.contact_case', 'answered_at', 90 * DAY_MS),
      time('public.under_age_report', 'decided_at', 90 * DAY_MS),
    ],
  },
  mail: { ends: 'by-age', clocks: [time('public.mail_outbox', 'queued_at', 30 * DAY_MS)] },
  tab: { ends: 'by-act', act: 'tab-closing' },
  'staff-access': {
    ends: 'by-age',
    clocks: [
      time('public.staff_access', 'opened_at', 3 * 365 * DAY_MS),
      time('public.staff_view', 'last_at', 3 * 365 * DAY_MS),
    ],
  },
  'access-watch': { ends: 'by-age', clocks: [time('public.access_denial', 'minute', DAY_MS)] },
  request: {
    ends: 'by-age',
    clocks: [time('public.rights_request', 'finished_at', 30 * DAY_MS, 'person_id IS NOT NULL')],
  },
  export: { ends: 'by-age', clocks: [time('public.rights_export', 'expires_at', 0, 'deleted_at IS NULL')] },
  payment: {
    ends: 'by-age',
    clocks: [
      time('public.billing_confirmation', 'paid_at', BOOKS),
      time('public.payment_reversal', 'noticed_at', BOOKS),
      time('public.subscription', 'ended_at', BOOKS),
      // Who somebody is at Stripe is kept with what it belongs to; a month where it came to nothing.
      time(
        'public.stripe_customer',
        'created_at',
        30 * DAY_MS,
        ['subscription', 'billing_confirmation', 'payment_reversal', 'checkout'].map(noneLeft).join(' AND '),
      ),
    ],
  },
  checkout: { ends: 'by-age', clocks: [time('public.checkout', 'begun_at', 30 * DAY_MS)] },
  'stripe-event': {
    ends: 'by-age',
    clocks: [
      time('public.stripe_event', 'received_at', 30 * DAY_MS, 'applied_at IS NOT NULL'),
      time('public.stripe_event', 'received_at', 90 * DAY_MS),
    ],
  },
  operations: {
    ends: 'by-age',
    clocks: [
      time('gateway.identify', 'at', 24.5 * HOUR_MS),
      time('gateway.alert', 'closed_at', 30 * DAY_MS),
      time('gateway.cluster', 'heartbeat_at', DAY_MS, `state = 'stopped'`),
      // A shard of a layout that another took the place of. Of the newest layout it says from where on nothing was seen.
      time(
        'gateway.shard',
        'heartbeat_at',
        30 * DAY_MS,
        `EXISTS (SELECT 1 FROM gateway.shard newer
                  WHERE newer.shard_count <> shard.shard_count AND newer.heartbeat_at > shard.heartbeat_at)`,
      ),
      time('public.consent_reach', 'read_at', DAY_MS),
      time('public.structure_read', 'last_at', 30 * DAY_MS),
      time('graphile_worker._private_jobs', 'updated_at', 30 * DAY_MS, 'attempts >= max_attempts'),
    ],
  },
  'rate-limit': {
    ends: 'by-age',
    clocks: [{ table: 'public.rate_limit', column: 'expire', unit: 'ms', kept: 0, where: 'expire IS NOT NULL' }],
  },
  infrastructure: { ends: 'never' },
  log: { ends: 'by-size' },
  memory: { ends: 'with-process' },
};

/** Classes whose rows go with their guild at the latest, whatever else would end them. */
export const endingWithGuild: ReadonlySet<RetentionClass> = new Set<RetentionClass>([
  'guild',
  'totals',
  'hour-totals',
  'activity',
  'membership',
  'presence',
  'healing',
  'invites',
  'delivery',
  'api-token',
  'knowledge-version',
  'insight-report',
  'ai-chat',
]);
