import type { Logger } from './log.server.ts';

/**
 * Runs `end` once and exits, on SIGTERM, on SIGINT, or when the parent's channel closes: a process that was started
 * with one does not outlive its parent, however that died.
 * @param limitMs a clean end that takes longer is cut short
 */
export function endWithParent(log: Logger, end: () => Promise<void>, limitMs = 20_000): void {
  let ending = false;
  const begin = (reason: string) => {
    if (ending) return;
    ending = true;
    log.info({ reason }, 'ending');
    setTimeout(() => process.exit(1), limitMs).unref();
    end().then(
      () => process.exit(0),
      (error) => {
        log.error({ err: error }, 'did not end cleanly');
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
