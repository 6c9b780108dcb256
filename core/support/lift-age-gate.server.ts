import { recordEvent } from '#core/audit/record-event.server.ts';
import type { Database } from '#core/platform/db.server.ts';

/**
 * A person of staff takes back, on appeal, that somebody is under age: they can have an account again. What was erased is
 * gone; their objection to being counted is theirs to take back.
 * @param db opened with the secrets by which it is known who was erased
 */
export async function liftAgeGate(
  { db }: { db: Database },
  { personId, reason, staffId }: { personId: string; reason: string; staffId: string },
): Promise<void> {
  await db.for('accountability').prisma.$transaction(async (tx) => {
    await tx.$executeRaw`DELETE FROM under_age_gate
      WHERE hash = ANY(ARRAY(SELECT sha256(h) FROM unnest(erasure_hashes(${BigInt(personId)}, 0)) AS own(h)))`;
    const actor = { kind: 'staff', id: staffId } as const;
    await recordEvent(tx, { actor, action: 'report.lifted', subjectId: personId, reason });
  });
}
