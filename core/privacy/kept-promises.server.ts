import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';
import { listColumns } from './registry.ts';
import { retentionRules } from './rules/retention.ts';
import { type PlacedColumn, sources } from './schema.ts';

const YEAR_MS = 365 * 86_400_000;

/** Who is where: learned from Discord alone. What is beside it is made here from what Discord said. */
const MEMBERS = /^analytics\.(membership|voice_session|thread)$/;
/** Columns that say what somebody may do in a guild. */
const RIGHTS = /(^|_)(role|roles|permission|permissions)(_|$)/;
/** Roles that people have here, in no guild. */
const STAFF = /^public\.staff_/;

/** Probes of what is promised about where things come from and how long they stay. */
export function retentionProbes(
  { db, clock }: { db: Database; clock: Clock },
  { columns, rules } = { columns: listColumns(), rules: retentionRules },
): Probe[] {
  return [
    {
      promise: 'P09',
      async look() {
        const of = (source: string) => columns.filter((one) => one.source === source).length;
        return keptUnless(strangers(columns), {
          fromDiscord: of('discord'),
          fromStripe: of('stripe'),
          fromPerson: of('person'),
          fromStaff: of('staff'),
          fromOwn: of('own'),
        });
      },
    },
    {
      promise: 'P37',
      async look() {
        const own = columns.filter(({ table }) => table === 'public.account');
        const timed = own.filter(({ retention }) => rules[retention].ends !== 'by-act');
        const { rows: ways } = await db.for('keep-promises').pool.query<{ name: string }>(WAYS_OUT);
        const { rows } = await db
          .for('keep-promises')
          .pool.query<{ accounts: number; idle: number }>(
            `SELECT count(*)::int AS accounts, count(*) FILTER (WHERE last_sign_in_at < $1)::int AS idle FROM account`,
            [new Date(clock.now() - YEAR_MS)],
          );
        const { accounts = 0, idle = 0 } = rows[0] ?? {};
        return keptUnless([...timed.map(({ column }) => column), ...ways.map(({ name }) => name)], {
          accounts,
          idleAccounts: idle,
        });
      },
    },
  ];
}

/** Entries without a source, and what says who is where and does not come from Discord. */
function strangers(columns: readonly PlacedColumn[]): string[] {
  return columns
    .filter(({ table, column, source, subject }) => {
      if (!sources.includes(source)) return true;
      const isOfMember = MEMBERS.test(table) && subject.of === 'person';
      return (
        (isOfMember && source !== 'discord' && source !== 'own') ||
        (RIGHTS.test(column) && !STAFF.test(table) && source !== 'discord')
      );
    })
    .map(({ table, column }) => `${table}.${column}`);
}

/** How an account could go without its person: with a row that it hangs on, or by a trigger or rule of the database. */
const WAYS_OUT = `
  SELECT conname::text AS name FROM pg_constraint
   WHERE contype = 'f' AND conrelid = 'public.account'::regclass AND confdeltype = 'c'
  UNION ALL
  SELECT p.oid::regproc::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
   WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND p.prorettype = 'trigger'::regtype
     AND p.prosrc ~* '(delete\\s+from|truncate)\\s+(only\\s+)?("?public"?\\.)?"?account"?\\y'
  UNION ALL
  SELECT r.rulename::text FROM pg_rewrite r WHERE r.ev_class = 'public.account'::regclass
   ORDER BY 1`;
