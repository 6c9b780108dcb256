import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { Evidence } from '#core/platform/evidence.ts';
import { promiseIds, promises } from './promises.ts';
import { stateOf } from './rules.ts';
import { type Attestation, factsSchema, type PromiseStanding } from './schema.ts';

/** Every promise with its state now and the evidence for it. */
export async function listPromises({ db, clock }: { db: Database; clock: Clock }): Promise<PromiseStanding[]> {
  const [rows, vouched] = await Promise.all([
    db.for('accountability').prisma.promiseEvidence.findMany(),
    listAttestations(db),
  ]);
  const seen = new Map(rows.map((row) => [row.promise, row]));
  return promiseIds.map((id) => {
    const row = seen.get(id);
    const facts = row ? factsSchema.parse(row.facts) : null;
    const last = row && facts ? { state: stateIn(row.state), facts, readAtMs: row.readAt.getTime() } : null;
    const attestation = vouched.get(id) ?? null;
    return {
      id,
      entry: promises[id],
      state: stateOf(promises[id], { seen: last, attestation }, clock.now()),
      facts: last?.facts ?? attestation?.facts ?? null,
      readAtMs: last?.readAtMs ?? null,
      attestation,
    };
  });
}

/** The table allows no other. */
function stateIn(state: string): Evidence['state'] {
  return state === 'kept' || state === 'degraded' ? state : 'broken';
}

interface Vouched extends Attestation {
  facts: Record<string, string>;
}

/** The newest attestation of each promise. It ends with its date, or with the first audit behind it that is overdue. */
async function listAttestations(db: Database): Promise<Map<string, Vouched>> {
  const { rows } = await db.for('accountability').pool.query<{
    promise: string;
    evidence_url: string | null;
    attested_at: Date;
    ends_at: Date;
    last_audit: string | null;
    next_audit: string | null;
  }>(
    `SELECT DISTINCT ON (a.promise) a.promise, a.evidence_url, a.attested_at,
            least(a.expires_at, (p.next_on + 1)::timestamp AT TIME ZONE 'UTC') AS ends_at,
            p.last_on::text AS last_audit, p.next_on::text AS next_audit
       FROM attestation a
       LEFT JOIN LATERAL (
         SELECT max((done_at AT TIME ZONE 'UTC')::date) AS last_on, min(due_on) FILTER (WHERE done_at IS NULL) AS next_on
           FROM audit_plan WHERE audit_plan.promise = a.promise
       ) p ON true
      ORDER BY a.promise, a.attested_at DESC`,
  );
  return new Map(
    rows.map((row) => [
      row.promise,
      {
        atMs: row.attested_at.getTime(),
        expiresAtMs: row.ends_at.getTime(),
        facts: {
          ...(row.last_audit ? { lastAudit: row.last_audit } : {}),
          ...(row.next_audit ? { nextAudit: row.next_audit } : {}),
          ...(row.evidence_url ? { document: row.evidence_url } : {}),
        },
      },
    ]),
  );
}
