import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { Evidence } from '#core/platform/evidence.ts';
import { promiseIds, promises } from './promises.ts';
import { stateOf } from './rules.ts';
import { factsSchema, type PromiseStanding } from './schema.ts';

/** Every promise with its state now and the evidence for it. */
export async function listPromises({
  db,
  clock,
}: {
  db: Pick<Database, 'prisma'>;
  clock: Clock;
}): Promise<PromiseStanding[]> {
  const rows = await db.prisma.promiseEvidence.findMany();
  const seen = new Map(rows.map((row) => [row.promise, row]));
  return promiseIds.map((id) => {
    const row = seen.get(id);
    const facts = row ? factsSchema.parse(row.facts) : null;
    const last = row && facts ? { state: stateIn(row.state), facts, readAtMs: row.readAt.getTime() } : null;
    return {
      id,
      entry: promises[id],
      state: stateOf(promises[id], { seen: last, attestation: null }, clock.now()),
      facts: last?.facts ?? null,
      readAtMs: last?.readAtMs ?? null,
    };
  });
}

/** The table allows no other. */
function stateIn(state: string): Evidence['state'] {
  return state === 'kept' || state === 'degraded' ? state : 'broken';
}
