import { recordEvent } from '#core/audit/record-event.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { AccountsDeps } from './deps.server.ts';

/** Closes an access before its time; only whoever opened it. @throws AppError 'not_found' (none of theirs is open) */
export async function closeAccess(
  { db, clock }: Pick<AccountsDeps, 'db' | 'clock'>,
  { staffId, accessId }: { staffId: string; accessId: string },
): Promise<void> {
  const now = new Date(clock.now());
  await db.for('accountability').prisma.$transaction(async (tx) => {
    const where = { id: accessId, staffId: BigInt(staffId), closedAt: null, endsAt: { gt: now } };
    const [closed] = await tx.staffAccess.updateManyAndReturn({ where, data: { closedAt: now } });
    if (!closed) throw new AppError('not_found', 'no open access of theirs');
    await recordEvent(tx, {
      actor: { kind: 'staff', id: staffId },
      action: 'access.closed',
      ...(closed.personId === null ? {} : { subjectId: closed.personId.toString() }),
      ...(closed.guildId === null ? {} : { guildId: closed.guildId.toString() }),
      detail: { access: accessId },
    });
  });
}
