import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { Evidence, Probe } from '#core/platform/evidence.ts';
import type { Logger } from '#core/platform/log.server.ts';

/** A probe that takes longer has seen nothing. */
const PATIENCE_MS = 30_000;

/**
 * Looks at every promise, one after the other, and keeps what was seen. A probe that cannot look leaves what was seen before,
 * which grows stale. @returns how many looked, and which could not
 */
export async function runProbes(
  { db, clock, log }: { db: Database; clock: Clock; log: Logger },
  probes: readonly Probe[],
): Promise<{ looked: number; failed: string[] }> {
  const failed: string[] = [];
  for (const { promise, look } of probes) {
    try {
      const { state, facts } = await inTime(look());
      const seen = { state, facts: facts as Record<string, string | number | string[]>, readAt: new Date(clock.now()) };
      await db
        .for('operate')
        .prisma.promiseEvidence.upsert({ where: { promise }, create: { promise, ...seen }, update: seen });
    } catch (error) {
      failed.push(promise);
      log.warn({ err: error, promise }, 'a promise could not be looked at');
    }
  }
  return { looked: probes.length - failed.length, failed };
}

async function inTime(looking: Promise<Evidence>): Promise<Evidence> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the probe took too long')), PATIENCE_MS);
  });
  try {
    return await Promise.race([looking, late]);
  } finally {
    clearTimeout(timer);
  }
}
