import { toCode } from './internal/failure-code.ts';
import { type BillingDeps, refreshSubject } from './refresh-subscription.server.ts';

/** Subjects that one call looks after at a time. */
const AT_ONCE = 3;
const MOST = 1_000;

/**
 * Applies what waits in the inbox, of the given subjects or of all; what fails stays for the next time.
 * @returns how many subjects were fetched, and how many of them failed
 */
export async function applyEvents(
  deps: BillingDeps,
  subjects?: readonly string[],
  when: 'waiting' | 'always' = 'waiting',
): Promise<{ applied: number; failed: number }> {
  const left = [...(subjects ?? (await waitingSubjects(deps)))];
  const outcome = { applied: 0, failed: 0 };
  const work = async () => {
    for (let subject = left.shift(); subject !== undefined; subject = left.shift()) {
      try {
        await refreshSubject(deps, subject, when);
        outcome.applied += 1;
      } catch (error) {
        outcome.failed += 1;
        await deps.db.for('payment').prisma.stripeEvent.updateMany({
          where: { subject, appliedAt: null },
          data: { attempts: { increment: 1 }, error: toCode(error) },
        });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return outcome;
}

async function waitingSubjects({ db }: BillingDeps): Promise<string[]> {
  const rows = await db.for('payment').prisma.stripeEvent.findMany({
    where: { appliedAt: null, subject: { not: null } },
    distinct: ['subject'],
    orderBy: [{ attempts: 'asc' }, { receivedAt: 'asc' }],
    select: { subject: true },
    take: MOST,
  });
  return rows.flatMap(({ subject }) => subject ?? []);
}
