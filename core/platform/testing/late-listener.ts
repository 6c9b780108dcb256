import { setTimeout as sleep } from 'node:timers/promises';
import { createLog } from '#core/platform/log.server.ts';
import { endWithParent } from '../end-with-parent.server.ts';

/** A process that is still loading when its parent goes: nobody listens to the channel yet. */
process.stdout.write('loading\n');
while (process.connected) await sleep(20);
await sleep(200);
endWithParent(createLog('test', 'silent'), async () => {});
setInterval(() => {}, 1_000);
