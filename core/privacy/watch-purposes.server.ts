import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { Logger } from '#core/platform/log.server.ts';
import type { PurposeGuard } from '#core/platform/purpose-guard.ts';

const DAY_MS = 86_400_000;
const NOTED_MS = 60_000;

/**
 * Writes down every minute, and at the end, for which purposes this process asked its databases. It is evidence and no more:
 * what cannot be written down is said and left out.
 */
export function watchPurposes(
  { db, clock, log }: { db: Database; clock: Clock; log: Logger },
  guard: Pick<PurposeGuard, 'take'>,
): { stop(): Promise<void> } {
  const note = async () => {
    const uses = [...guard.take()];
    if (uses.length === 0) return;
    await db.for('operate').pool.query(
      `INSERT INTO purpose_use AS old (purpose, day, statements)
       SELECT purpose, $1, statements FROM unnest($2::text[], $3::int8[]) AS use(purpose, statements) ORDER BY purpose
       ON CONFLICT (purpose) DO UPDATE SET day = excluded.day,
         statements = CASE WHEN old.day = excluded.day THEN old.statements ELSE 0 END + excluded.statements`,
      [Math.floor(clock.now() / DAY_MS), uses.map(([purpose]) => purpose), uses.map(([, statements]) => statements)],
    );
  };
  const tried = () =>
    note().catch((error) => log.warn({ error }, 'for what the database was asked is not written down'));
  const timer = setInterval(tried, NOTED_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await tried();
    },
  };
}
