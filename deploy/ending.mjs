import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, npmParent } from './processes.mjs';

/** All of it is over within 10 s: counts are durable or replayed, so nothing is lost by ending hard. */
const LIMIT_MS = 9_500;
/** A second Ctrl-C this soon is the same one, passed on by npm. */
const SAME_SIGNAL_MS = 500;

/**
 * Collects what has to be ended, and ends it in the reverse order on Ctrl-C, SIGTERM, SIGHUP, or when npm is killed.
 * @param {(text: string) => void} say
 */
export function createEnding(say) {
  /** @type {(() => Promise<void>)[]} */
  const acts = [];
  /** @type {Promise<void> | undefined} */
  let ending;
  let since = 0;
  const end = () => {
    ending ??= (async () => {
      since = Date.now();
      for (const act of acts.reverse()) await act().catch((error) => say(`  ${error.message}`));
    })();
    return ending;
  };
  const endNow = async (/** @type {string} */ reason, code = 0) => {
    if (ending) {
      if (Date.now() - since > SAME_SIGNAL_MS && reason === 'SIGINT') process.exit(130);
      return;
    }
    say(`Ending (${reason}) …`);
    await Promise.race([end(), sleep(LIMIT_MS)]);
    say('Ended.');
    process.exit(code);
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => void endNow(signal));
  }
  // npm killed with -9 tells nobody: its children are handed to another parent.
  const npm = npmParent();
  if (npm) setInterval(() => isAlive(npm) || void endNow('npm is gone'), 500).unref();
  return {
    /** @param {() => Promise<void>} act */
    add(act) {
      acts.push(act);
    },
    end,
    endNow,
    get under() {
      return ending !== undefined;
    },
  };
}

/** @typedef {ReturnType<typeof createEnding>} Ending */
