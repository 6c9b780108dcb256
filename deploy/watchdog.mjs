import { rmSync } from 'node:fs';
import path from 'node:path';
import { endLeftOvers, readOwner } from './home-lock.mjs';

/**
 * Waits until the start process is gone (its pipe closes, however it died), then ends what it left running and frees
 * the home. After a clean end the lock is gone already and there is nothing to do.
 * Arguments: the home, the start's process id.
 */
const [home = '', pid = ''] = process.argv.slice(2);
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => {});
process.stdin.resume();
process.stdin.once('close', async () => {
  const owner = readOwner(home);
  if (owner?.pid === Number(pid)) {
    await endLeftOvers(owner);
    if (readOwner(home)?.pid === owner.pid) rmSync(path.join(home, 'lock.json'), { force: true });
  }
  process.exit(0);
});
