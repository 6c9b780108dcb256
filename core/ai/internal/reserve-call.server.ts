import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Database } from '#core/platform/db.server.ts';
import { inTransaction } from '#core/platform/in-transaction.server.ts';
import type { ModelSettings } from '../model-client.server.ts';
import { isAssessed } from '../rules/check-register.ts';
import { nanosOf } from '../rules/money.ts';
import { allowedVendors, type Pins, pinsFor } from '../rules/pins.ts';
import type { AiField, Feature, Refusal, Vendor } from '../schema.ts';

/** One reservation at a time, in all processes: what two see of a budget is the same dollar. */
const LOCK = 5_070_001;
const DAY_MS = 86_400_000;

export interface WantedCall {
  /** Name in the register. */
  name: string;
  feature: Feature;
  personId: string | null;
  guildId: string | null;
  model: string;
  /** Of what is sent. */
  fields: readonly AiField[];
  redacted: number;
  reserveNanos: bigint;
}

export type Reservation = { refused: Refusal } | { refused: null; callId: string; vendors: Vendor[]; pins: Pins };

interface Seen {
  switched: boolean;
  off_vendors: string[];
  opted_out: boolean;
  guild_opted_out: boolean;
  under_age: boolean;
  all_nanos: string;
  guild_nanos: string;
  person_nanos: string;
}

/**
 * Looks at everything that forbids a call, sets its money aside and writes it down, all or nothing. What it finds is true at
 * that instant in every process: nothing of it is kept in memory.
 */
export async function reserveCall(
  db: Database,
  settings: ModelSettings,
  wanted: WantedCall,
  nowMs: number,
): Promise<Reservation> {
  return inTransaction(db.for('use-model'), async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    return reserveWithin(client, settings, wanted, nowMs);
  });
}

/** The same in a transaction of the caller, who holds the lock where others reserve beside it. */
export async function reserveWithin(
  client: Pick<PoolClient, 'query'>,
  settings: Pick<ModelSettings, 'vendors' | 'prices' | 'dayBudget'>,
  { name, feature, personId, guildId, model, fields, redacted, reserveNanos }: WantedCall,
  nowMs: number,
): Promise<Reservation> {
  const today = new Date(Math.floor(nowMs / DAY_MS) * DAY_MS);
  const day = today.toISOString().slice(0, 10);
  const { rows } = await client.query<Seen>(SEEN, [name, personId, guildId, today]);
  const [seen] = rows;
  if (!seen) throw new Error('a SELECT without FROM has one row');
  const vendors = allowedVendors(settings.vendors, day, seen.off_vendors);
  const pins = pinsFor(vendors, settings.prices);
  const fits = (spent: string, most: bigint) => BigInt(spent) + reserveNanos <= most;
  const refused: Refusal | null =
    (isAssessed(feature, day) ? null : 'unassessed') ??
    (seen.switched ? 'switched-off' : null) ??
    (seen.under_age ? 'under-age' : null) ??
    (seen.opted_out ? 'opted-out' : null) ??
    (seen.guild_opted_out ? 'guild-opted-out' : null) ??
    (pins === null ? 'no-agreement' : null) ??
    (fits(seen.all_nanos, nanosOf(settings.dayBudget)) &&
    (guildId === null || fits(seen.guild_nanos, feature.budget.guildNanos)) &&
    (personId === null || fits(seen.person_nanos, feature.budget.personNanos))
      ? null
      : 'over-budget');
  if (refused !== null || pins === null) return { refused: refused ?? 'no-agreement' };
  const callId = randomUUID();
  await client.query(
    `INSERT INTO ai_call (id, feature, prompt_version, person_id, guild_id, fields, redacted, model, at, reserved_nanos, pins)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[callId, name, feature.promptVersion, personId, guildId, fields, redacted, model],
      ...[new Date(nowMs), reserveNanos, JSON.stringify(pins)],
    ],
  );
  return { refused: null, callId, vendors, pins };
}

const SEEN = `
SELECT EXISTS (SELECT FROM ai_switch WHERE kind = 'all' OR kind = 'feature' AND name = $1) AS switched,
       ARRAY(SELECT name FROM ai_switch WHERE kind = 'vendor') AS off_vendors,
       EXISTS (SELECT FROM ai_opt_out WHERE user_id = $2 AND feature IN ('', $1)) AS opted_out,
       EXISTS (SELECT FROM ai_guild_opt_out WHERE guild_id = $3 AND feature IN ('', $1)) AS guild_opted_out,
       coalesce(behind_age_gate($2), false) AS under_age,
       sum(nanos)::text AS all_nanos,
       coalesce(sum(nanos) FILTER (WHERE guild_id = $3 AND feature = $1), 0)::text AS guild_nanos,
       coalesce(sum(nanos) FILTER (WHERE person_id = $2 AND feature = $1), 0)::text AS person_nanos
  FROM (SELECT guild_id, person_id, feature, coalesce(cost_nanos, reserved_nanos) AS nanos FROM ai_call WHERE at >= $4
        UNION ALL SELECT NULL, NULL, NULL, 0) AS today`;
