import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, sendSignal } from '../rig/processes.ts';
import type { Rig } from '../rig/rig.ts';
import { pick } from './random.ts';
import type { Disturbance, Kill, Step } from './schedule.ts';

/** Does one step. @returns what it did, for the protocol, or null where there was nothing to do it to. */
export async function inflict(rig: Rig, step: Step, random: () => number): Promise<string | null> {
  if (step.kill) return kill(rig, step.kill, random);
  if (step.disturbance) return disturb(rig, step.disturbance, step.shard);
  return null;
}

async function kill(rig: Rig, what: Kill, random: () => number): Promise<string | null> {
  switch (what) {
    case 'cluster': {
      const pid = pick(random, await someClusters(rig));
      if (pid === undefined) return null;
      sendSignal(pid, 'SIGKILL');
      return `kill -9 cluster ${pid}`;
    }
    case 'manager': {
      const manager = rig.manager();
      if (!manager?.running()) return null;
      for (const pid of rig.clusterPids()) rig.adopt(pid);
      manager.kill('SIGKILL');
      await manager.ended;
      rig.startManager();
      return `kill -9 manager ${manager.pid}`;
    }
    case 'worker': {
      const worker = rig.worker();
      if (!worker?.running()) return null;
      worker.kill('SIGKILL');
      await worker.ended;
      rig.startWorker();
      return `kill -9 worker ${worker.pid}`;
    }
    case 'postgres': {
      const { pid } = rig.postgres();
      rig.killPostgres();
      await rig.startPostgres();
      return `kill -9 postgres ${pid}`;
    }
  }
}

/** A manager that has just been started has none yet. */
async function someClusters(rig: Rig): Promise<number[]> {
  for (let waited = 0; waited < 5_000; waited += 100) {
    const pids = rig.clusterPids().filter(isRunning);
    if (pids.length > 0) return pids;
    await sleep(100);
  }
  return [];
}

async function disturb(rig: Rig, what: Disturbance, shard: number): Promise<string> {
  const shards = [shard];
  const { control } = rig;
  switch (what) {
    case 'drop':
      await control.fault({ kind: 'drop', shards });
      break;
    case 'reset':
      await control.fault({ kind: 'drop', shards, reset: true });
      break;
    case 'duplicate':
      await control.fault({ kind: 'duplicate', shards, frames: 200 });
      break;
    case 'lag':
      await control.fault({ kind: 'lag', shards, lagMs: 1_500, ms: 3_000 });
      break;
    case 'zombie':
    case 'half-open':
    case 'reconnect':
      await control.fault({ kind: what, shards });
      break;
    case 'refused resume':
      await control.fault({ kind: 'refuse-resumes', shards, count: 1 });
      await control.fault({ kind: 'drop', shards });
      break;
  }
  return `${what} of shard ${shard}`;
}
