import pino, { type Bindings, type DestinationStream, type Logger, type LoggerOptions } from 'pino';
import { hideCardNumbers } from './card-numbers.ts';
import { allowedFields } from './log-fields.ts';

export type { Logger } from 'pino';

/**
 * JSON lines on stdout. A line has only fields of `log-fields.ts`; of an error its name, code, message and stack, because
 * Postgres and others hang values of rows on theirs. Tokens, cookies and card numbers are taken out besides.
 * Bind `request`, `guild` and `shard` ids with `log.child({...})`.
 * @param to where lines go instead
 */
export function createLog(part: string, level: string, to?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: { part, pid: process.pid },
    redact: ['token', '*.token', 'authorization', '*.authorization', 'cookie', '*.cookie', 'password', '*.password'],
    formatters: { log: allowedFields },
    serializers: { err: describeError, error: (one) => (one instanceof Error ? describeError(one) : one) },
    hooks: { streamWrite: hideCardNumbers },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  const log = to ? pino(options, to) : pino(options);
  const make = log.child;
  // Children inherit it, and theirs: what is bound to them is asked as well.
  log.child = function child(this: Logger, bindings: Bindings) {
    return make.call(this, allowedFields(bindings));
  } as Logger['child'];
  return log;
}

interface DescribedError {
  type: string;
  code?: string;
  message: string;
  stack?: string;
  cause?: DescribedError;
}

function describeError(error: unknown): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const { name, message, stack, cause } = error;
  return {
    type: name,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    message,
    ...(stack === undefined ? {} : { stack }),
    ...(cause instanceof Error ? { cause: describeError(cause) } : {}),
  };
}
