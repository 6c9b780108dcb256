import { type Config, readConfig } from '#core/platform/config.server.ts';

/** sysexits.h EX_CONFIG: whoever started this process need not start it again. */
export const EX_CONFIG = 78;

/** The configuration, or the end of this process with one sentence for each variable that cannot be used. */
export function configOrExit(): Config {
  try {
    return readConfig();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(EX_CONFIG);
  }
}
