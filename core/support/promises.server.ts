import type { Clock } from '#core/platform/clock.ts';
import { type Database, isConnectionError } from '#core/platform/db.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';
import { getAnswerTimes } from './get-answer-times.server.ts';
import { openCase } from './open-case.server.ts';
import { readCase } from './read-case.server.ts';

/** Probes of what is promised about reaching us. */
export function supportProbes({ db, clock }: { db: Pick<Database, 'pool'>; clock: Clock }): Probe[] {
  return [
    {
      promise: 'P53',
      async look() {
        const { open, overdue, answered } = await getAnswerTimes({ db, clock });
        const seen = keptUnless(await tryContact({ db, clock }), { open, overdue, answered });
        return seen.state === 'kept' && overdue > 0 ? { ...seen, state: 'degraded' } : seen;
      },
    },
  ];
}

/** Writes as a visitor would, and finds it again; then takes it back. @returns codes of what did not work */
async function tryContact({ db, clock }: { db: Pick<Database, 'pool'>; clock: Clock }): Promise<string[]> {
  const client = await db.pool.connect();
  try {
    await client.query('BEGIN');
    const words = 'Tried out by the program itself.';
    const asked = { channel: 'form', topic: 'other', words, accountId: null } as const;
    const secret = await openCase({ db: { pool: client }, clock }, asked);
    const found = await readCase({ pool: client }, { secret });
    return found?.words === words ? [] : ['lost'];
  } catch (error) {
    if (isConnectionError(error)) throw error;
    return ['refused'];
  } finally {
    await client.query('ROLLBACK').catch(() => {});
    client.release();
  }
}
