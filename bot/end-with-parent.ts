import type { Logger } from '#core/platform/log.server.ts';

/** A clean end that takes longer than this is cut short: counts are durable or replayed, nothing is lost by it. */
const LIMIT_MS = 20_000;

/**
 * Runs `end` once and exits, on SIGTERM, on SIGINT, or when the parent's channel closes: a process that was started
 * with one does not outlive its parent, however that died.
 */
export function endWithParent(log: Logger, end: () => Promise<void>): void {
  let ending = false;
  const begin = (reason: string) => {
    if (ending) return;
    ending = true;
    log.info({ reason }, 'ending');
    setTimeout(() => process.exit(1), LIMIT_MS).unref();
    end().then(
      () => process.exit(0),
      (error) => {
        log.error({ error }, 'did not end cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => begin('SIGTERM'));
  process.on('SIGINT', () => begin('SIGINT'));
  process.on('disconnect', () => begin('parent gone'));
  // A parent that died while this process was still loading has closed the channel before anybody listened.
  if (process.connected === false) begin('parent gone');
}
