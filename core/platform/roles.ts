/**
 * Postgres roles that processes speak as. What one may touch is listed here, and nothing else: accounts and what was
 * counted are in reach of no role together, so that not even a mistake joins them. Migrations, the worker and the rights
 * of people (Articles 15 to 22 GDPR) run as the owner of the database.
 */
export const roles = ['procord_dashboard', 'procord_analytics'] as const;
export type Role = (typeof roles)[number];

export const privileges = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;
export type Privilege = (typeof privileges)[number];

/** Every table of a schema, or some of them with some privileges. */
type Reach = 'every table' | Readonly<Record<string, readonly Privilege[]>>;

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
};

/** Schemas that belong to the product, so that a role without a reach into one has none of its tables. */
export const schemas = ['public', 'gateway', 'analytics'] as const;

/** What a role may do with a table, by the list above. */
export function mayDo(role: Role, schema: string, table: string): readonly Privilege[] {
  const tables = reach[role][schema];
  if (tables === undefined) return [];
  return tables === 'every table' ? privileges : (tables[table] ?? []);
}
