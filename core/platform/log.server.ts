import pino, { type Logger } from 'pino';

export type { Logger } from 'pino';

/**
 * JSON lines on stdout. Tokens, cookies and addresses never reach a line: redaction is by path, and callers log ids only.
 * Bind `request`, `guild` and `shard` ids with `log.child({...})`.
 */
export function createLog(part: string, level: string): Logger {
  return pino({
    level,
    base: { part, pid: process.pid },
    redact: ['token', '*.token', 'authorization', '*.authorization', 'cookie', '*.cookie', 'password', '*.password'],
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}
