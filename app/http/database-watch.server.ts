import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';

const TRUSTED_MS = 1_000;
const PATIENCE_MS = 1_200;

/** Whether the database answers: asked at most once a second, however many requests come, and never waited for long. */
export function watchDatabase({ pool }: Pick<Database, 'pool'>, clock: Clock): () => Promise<boolean> {
  let goodAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<boolean> | undefined;
  const ask = async () => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), PATIENCE_MS);
    });
    const question = pool.query('SELECT 1').then(
      () => true,
      () => false,
    );
    const good = await Promise.race([question, late]);
    clearTimeout(timer);
    if (good) goodAt = clock.now();
    return good;
  };
  return async () => {
    if (clock.now() - goodAt < TRUSTED_MS) return true;
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };
}
