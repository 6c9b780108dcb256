/** What the terminal shows while Procord starts: one line a step, with what was done and how long it took. */
const interactive = Boolean(process.stdout.isTTY) && !process.env.CI;
const started = performance.now();
let open = '';

/** @param {number} ms */
export function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** Milliseconds since this process began to show steps. */
export function elapsed() {
  return performance.now() - started;
}

/** A line of its own, also while a step is under way. @param {string} text */
export function say(text) {
  if (interactive && open) process.stdout.write(`\r\u001b[K${text}\n${open}`);
  else process.stdout.write(`${text}\n`);
}

/** @param {string} name @param {string} words @param {number} ms */
function row(name, words, ms) {
  return `  ${name.padEnd(16)}${words.padEnd(44)}${seconds(ms).padStart(8)}`;
}

/**
 * Runs one step and shows it. `work` returns what was done, in a few words.
 * @template T
 * @param {string} name
 * @param {(progress: (words: string) => void) => Promise<T>} work
 * @param {(result: T) => string} [words]
 * @returns {Promise<T>}
 */
export async function step(name, work, words = (result) => (typeof result === 'string' ? result : 'done')) {
  const from = performance.now();
  const progress = (/** @type {string} */ text) => {
    if (!interactive) return;
    open = row(name, text.slice(0, 42), performance.now() - from);
    process.stdout.write(`\r\u001b[K${open}`);
  };
  progress('…');
  const slow = setTimeout(() => !interactive && say(`  ${name} …`), 3_000);
  try {
    const result = await work(progress);
    open = '';
    process.stdout.write(`${interactive ? '\r\u001b[K' : ''}${row(name, words(result), performance.now() - from)}\n`);
    return result;
  } catch (error) {
    if (open) process.stdout.write('\n');
    open = '';
    throw error;
  } finally {
    clearTimeout(slow);
  }
}
