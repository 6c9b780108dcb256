import type { Database } from '#core/platform/db.server.ts';

/** As every record of a decision. */
const KEPT_MS = 3 * 365.25 * 86_400_000;

/** Deletes what staff vouched for, and what they looked over, three years after its end. @returns how many rows */
export async function sweepAttestations({ prisma }: Pick<Database, 'prisma'>, nowMs: number): Promise<number> {
  const ended = { lte: new Date(nowMs - KEPT_MS) };
  const attested = await prisma.attestation.deleteMany({ where: { expiresAt: ended } });
  const audits = await prisma.auditPlan.deleteMany({ where: { doneAt: ended } });
  return attested.count + audits.count;
}
