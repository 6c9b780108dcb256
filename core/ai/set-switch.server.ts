import { recordEvent } from '#core/audit/record-event.server.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';

/** What can be switched off: everything, a use by its name, or a vendor by its id. */
export type SwitchedThing = { kind: 'all'; name: '' } | { kind: 'feature' | 'vendor'; name: string };

/**
 * A person of staff switches models off, or on again. The next call of every process sees it; what is under way ends within
 * its thirty seconds.
 */
export async function setSwitch(
  { db, clock }: { db: Database; clock: Clock },
  { thing, off, reason, staffId }: { thing: SwitchedThing; off: boolean; reason: string; staffId: string },
): Promise<void> {
  const { kind, name } = thing;
  await db.for('use-model', 'accountability').prisma.$transaction(async (tx) => {
    const where = { kind_name: { kind, name } };
    const offAt = new Date(clock.now());
    if (off) await tx.aiSwitch.upsert({ where, create: { kind, name, offAt, reason }, update: { reason } });
    else await tx.aiSwitch.deleteMany({ where: { kind, name } });
    const actor = { kind: 'staff', id: staffId } as const;
    const action = off ? 'ai.switched_off' : 'ai.switched_on';
    await recordEvent(tx, { actor, action, reason, detail: { kind, name } });
  });
}
