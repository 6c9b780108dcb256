import { randomUUID } from 'node:crypto';
import { recordEvent } from '#core/audit/record-event.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { promises } from './promises.ts';

/** Nobody can vouch for longer than this at once. */
const MOST_DAYS = 400;

/**
 * Keeps that a member of staff has looked and vouches for a promise, until a date.
 * @throws AppError 'not_allowed' where a machine has to see it, or its part is not there · 'bad_input' for the date
 */
export async function attestPromise(
  { db, clock }: { db: Database; clock: Clock },
  asked: { promise: string; staffId: string; reason: string; evidenceUrl: string | null; expiresOn: string },
): Promise<void> {
  const { promise, staffId, reason, evidenceUrl } = asked;
  const entry = Object.entries(promises).find(([id]) => id === promise)?.[1];
  if (entry?.kind !== 'attested' || 'awaits' in entry)
    throw new AppError('not_allowed', 'nobody can vouch for this promise');
  const attestedAt = new Date(clock.now());
  const expiresAt = new Date(asked.expiresOn);
  const days = (expiresAt.getTime() - attestedAt.getTime()) / 86_400_000;
  if (days <= 0 || days > MOST_DAYS) throw new AppError('bad_input', 'an attestation ends within 400 days');
  await db.for('accountability').prisma.$transaction(async (tx) => {
    await tx.attestation.create({
      data: { id: randomUUID(), promise, attestedBy: BigInt(staffId), reason, evidenceUrl, attestedAt, expiresAt },
    });
    await recordEvent(tx, {
      actor: { kind: 'staff', id: staffId },
      action: 'promise.attested',
      reason,
      detail: { promise, expiresOn: asked.expiresOn },
    });
  });
}
