import type { Clock } from '#core/platform/clock.ts';
import { type Database, isConnectionError, within } from '#core/platform/db.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';
import { tryOut } from '#core/platform/try-out.server.ts';
import { getAnswerTimes } from './get-answer-times.server.ts';
import { lookAtParents } from './internal/look-at-parents.server.ts';
import { lookAtReports } from './internal/look-at-reports.server.ts';
import { openCase } from './open-case.server.ts';
import { readCase } from './read-case.server.ts';
import { type CaseChannel, caseChannels, mailSchema } from './schema.ts';

const HOUR_MS = 3_600_000;
/** An id that nobody has: Discord's first snowflakes are from 2015. */
const NOBODY = '1';
const WORDS = 'Tried out by the program itself.';

/** Probes of what is promised about reaching us, and about children. */
export function supportProbes({ db, clock }: { db: Database; clock: Clock }): Probe[] {
  return [
    {
      promise: 'P48',
      async look() {
        const found: string[] = [];
        for (const channel of caseChannels)
          found.push(...(await tryContact({ db, clock }, channel)).map((code) => `${channel}: ${code}`));
        const { answered, medianMs } = await getAnswerTimes({ db, clock });
        const took = medianMs === null ? {} : { medianHours: Math.round(medianMs / HOUR_MS) };
        return keptUnless(found, { channels: caseChannels, answered, ...took });
      },
    },
    { promise: 'P50', look: () => lookAtReports({ db, clock }) },
    { promise: 'A66', look: () => lookAtParents({ db, clock }) },
    {
      promise: 'P53',
      async look() {
        const { open, overdue, answered } = await getAnswerTimes({ db, clock });
        const seen = keptUnless(await tryContact({ db, clock }, 'form'), { open, overdue, answered });
        return seen.state === 'kept' && overdue > 0 ? { ...seen, state: 'degraded' } : seen;
      },
    },
  ];
}

/** Writes as somebody would, and finds it again; then takes it back. @returns codes of what did not work */
async function tryContact({ db, clock }: { db: Database; clock: Clock }, channel: CaseChannel): Promise<string[]> {
  return tryOut(db.for('answer-request'), async (client) => {
    const inside = within({ pool: client });
    const words = channel === 'mail' ? mailSchema.parse({ text: WORDS }) : WORDS;
    const accountId = channel === 'command' ? NOBODY : null;
    const secret = await openCase({ db: inside, clock }, { channel, topic: 'other', words, accountId });
    const found = await readCase(inside, { secret });
    return found?.words === WORDS ? [] : ['lost'];
  }).catch((error: unknown) => {
    if (isConnectionError(error)) throw error;
    return ['refused'];
  });
}
