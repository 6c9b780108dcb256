/**
 * Postgres roles that processes speak as. What one may touch is listed here, and nothing else: accounts and what was
 * counted are in reach of no role together, so that not even a mistake joins them. Migrations, the worker and the rights
 * of people (Articles 15 to 22 GDPR) run as the owner of the database.
 */
export const roles = ['procord_dashboard', 'procord_analytics', 'procord_model'] as const;
export type Role = (typeof roles)[number];

export const privileges = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;
export type Privilege = (typeof privileges)[number];

/** Every table of a schema, or some of them: with some privileges, or to be read in some columns alone. */
type Reach = 'every table' | Readonly<Record<string, readonly Privilege[] | { columns: readonly string[] }>>;

const READ = ['SELECT'] as const;
const ADD = ['SELECT', 'INSERT'] as const;
const KEEP = ['SELECT', 'INSERT', 'UPDATE'] as const;

export const reach: Readonly<Record<Role, Readonly<Record<string, Reach>>>> = {
  /** People who signed in, their sessions, payments, requests and choices. Nothing that was counted. */
  procord_dashboard: { public: 'every table', gateway: 'every table' },
  /** What was counted, and whom it is counted for. No account, no session, no payment. */
  procord_analytics: {
    analytics: 'every table',
    gateway: 'every table',
    public: {
      instance: ADD,
      guild: KEEP,
      premium_grant: READ,
      premium_period: KEEP,
      audit_event: ADD,
      chain_record: ADD,
      erasure_tombstone: READ,
      consent_event: READ,
      consent_reach: privileges,
      purpose_use: KEEP,
    },
  },
  /**
   * What is read for an answer of a model: totals, what a guild says of itself, how it is set. It writes nothing, and reads no
   * account, session, payment, consent, decision or conversation, nor anything that names who was counted.
   */
  procord_model: {
    analytics: {
      guild_day: READ,
      active_month: READ,
      channel_day: READ,
      channel_span: READ,
      channel_hour: READ,
      retention_week: READ,
      retention_invite: READ,
      counting_span: READ,
      coverage_gap: {
        columns: ['id', 'shard_count', 'shard_id', 'guild_id', 'kind', 'from_ms', 'to_ms', 'reason'],
      },
      gap_healing: READ,
      annotation: { columns: ['id', 'guild_id', 'day', 'text', 'created_at'] },
    },
    gateway: { shard: { columns: ['shard_count', 'shard_id', 'heartbeat_at', 'observed_ms', 'committed_at'] } },
    public: {
      guild: { columns: ['id', 'time_zone', 'preferred_locale', 'removed_at'] },
      digest: READ,
      digest_delivery: { columns: ['guild_id', 'week', 'sent_at', 'given_up_at'] },
      knowledge_node: READ,
      knowledge_relation: READ,
      premium_grant: { columns: ['id', 'guild_id', 'starts_at', 'ends_at', 'revoked_at'] },
      premium_period: READ,
    },
  },
};

/** What a role may call of the functions that run as the owner of the database: to make the partition of a day. */
export const ownerFunctions: Readonly<Record<Role, readonly string[]>> = {
  procord_dashboard: [],
  procord_analytics: ['analytics.ensure_day', 'analytics.ensure_people'],
  procord_model: [],
};

/** Schemas that belong to the product, so that a role without a reach into one has none of its tables. */
export const schemas = ['public', 'gateway', 'analytics'] as const;

/** What a role may do with a whole table, by the list above. */
export function mayDo(role: Role, schema: string, table: string): readonly Privilege[] {
  const tables = reach[role][schema];
  if (tables === undefined) return [];
  if (tables === 'every table') return privileges;
  const listed = tables[table] ?? [];
  return 'columns' in listed ? [] : listed;
}

/** Columns that a role may read of a table that is not open to it as a whole, as `schema.table.column`. */
export function columnsOf(role: Role): ReadonlySet<string> {
  return new Set(
    Object.entries(reach[role]).flatMap(([schema, tables]) =>
      tables === 'every table'
        ? []
        : Object.entries(tables).flatMap(([table, listed]) =>
            'columns' in listed ? listed.columns.map((column) => `${schema}.${table}.${column}`) : [],
          ),
    ),
  );
}

/** Whether there is a table that a role may add something to. */
export function mayWrite(role: Role): boolean {
  return Object.values(reach[role]).some(
    (tables) =>
      tables === 'every table' ||
      Object.values(tables).some((listed) => !('columns' in listed) && listed.includes('INSERT')),
  );
}
