import { setTimeout as sleep } from 'node:timers/promises';
import { sendNews } from '#core/platform/bus.server.ts';
import { GATE_LOCK } from '#core/privacy/erasure-gate.server.ts';
import { isRunning, sendSignal } from '../rig/processes.ts';
import type { Rig } from '../rig/rig.ts';
import { strikeAtLock } from './strike-at-lock.ts';

/** A cluster that is to die while somebody is erased. */
export interface Victim {
  rig: Rig;
  clusterId: number;
  /** Its only one. */
  shardId: number;
  flushMs: number;
  /** An erasure that goes on meanwhile. */
  requestId: string;
  guildId: string;
  /** One of the locks of `strikeAtLock` at a time, whoever asks. */
  alone: <T>(work: () => Promise<T>) => Promise<T>;
}

/** @returns whether the cluster was there, and is dead now */
type Strike = (victim: Victim) => Promise<boolean>;

const LOOK_MS = 5;
const BOOT_MS = 30_000;
/** A cluster that dies again and again is started after growing pauses, of seventy seconds at most. */
const RESTART_MS = 90_000;
const FLUSH_MS = 15_000;
/** A cluster that does not answer is replaced after 20 s. */
const STOPPED_MS = 15_000;

/** Moments in the life of a cluster. All are known from outside; the programs are the ones that people run. */
export const points: Readonly<Record<string, Strike>> = {
  'boot: its process begins': booting(async (victim) => kill(victim)),
  'boot: checks the database': bootingAtLock(() => 'LOCK TABLE instance IN ACCESS EXCLUSIVE MODE'),
  'boot: takes its shard': bootingAtLock(ofShard),
  'boot: reads where the last one ended': bootingAtLock(
    () => 'LOCK TABLE analytics.coverage_gap IN ACCESS EXCLUSIVE MODE',
  ),
  'boot: reads who is entitled': bootingAtLock(() => 'LOCK TABLE premium_grant IN ACCESS EXCLUSIVE MODE'),
  'boot: has its shard, not connected': booting(async (victim) => {
    const before = await readShard(victim);
    return (await until(BOOT_MS, async () => (await readShard(victim))?.holder !== before?.holder)) && kill(victim);
  }),
  'boot: resumes its session': booting(async (victim) => {
    const gone = await until(BOOT_MS, async () => !(await isConnected(victim)));
    return gone && (await until(BOOT_MS, () => isConnected(victim))) && kill(victim);
  }),
  'flush: counted, between two commits': async (victim) => {
    if (!(await nextCommit(victim))) return false;
    await sleep(victim.flushMs / 2);
    return kill(victim);
  },
  'flush: at the gate of erasures': atLock(() => `SELECT pg_advisory_xact_lock(${GATE_LOCK})`),
  'flush: at the fence': atLock(ofShard),
  'flush: reads the tombstones': atLock(() => 'LOCK TABLE erasure_tombstone IN ACCESS EXCLUSIVE MODE'),
  'flush: writes messages': atLock(() => 'LOCK TABLE ONLY analytics.message_pack IN SHARE MODE'),
  'flush: writes voice': atLock(() => 'LOCK TABLE ONLY analytics.voice_pack IN SHARE MODE'),
  'flush: writes who is in voice': atLock(() => 'LOCK TABLE analytics.voice_session IN SHARE MODE'),
  'flush: writes who joined': atLock(() => 'LOCK TABLE analytics.membership IN SHARE MODE'),
  'flush: writes how far it is, before the commit': atLock(() => 'LOCK TABLE gateway.shard IN SHARE MODE'),
  'flush: has committed': async (victim) => (await nextCommit(victim)) && kill(victim),
  'reads who is entitled anew': atLock(
    () => 'LOCK TABLE premium_grant IN ACCESS EXCLUSIVE MODE',
    ({ rig, guildId }) => sendNews(rig.db.pool, { type: 'entitlement', guildId }),
  ),
  'erasure: asked for': async (victim) => kill(victim),
  'erasure: the tombstone is written': atStep('refuse', 'done'),
  'erasure: cells are taken out': atStep('analytics:message_pack', 'running'),
  'erasure: lists are cut': atStep('analytics:lists', 'running'),
  'erasure: looks for what is left': atStep('check', 'running'),
  'stopped until all is erased, goes on and commits': async (victim) => {
    const pid = pidOf(victim);
    if (pid === undefined) return false;
    sendSignal(pid, 'SIGSTOP');
    await until(STOPPED_MS, () => isFinished(victim));
    sendSignal(pid, 'SIGCONT');
    await until(FLUSH_MS, async () => !isRunning(pid) || nextCommit(victim));
    return kill(victim);
  },
};

function pidOf({ rig, clusterId }: Victim): number | undefined {
  return rig.clusterPid(clusterId);
}

function kill(victim: Victim): boolean {
  const pid = pidOf(victim);
  if (pid === undefined) return false;
  sendSignal(pid, 'SIGKILL');
  return true;
}

/** Of the process that comes after the one that runs now. */
function booting(strike: Strike): Strike {
  return async (victim) => {
    const before = pidOf(victim);
    if (!kill(victim)) return false;
    const begun = await until(RESTART_MS, () => {
      const pid = pidOf(victim);
      return pid !== undefined && pid !== before;
    });
    return begun && strike(victim);
  };
}

/** The turn comes before the start: a lock that the process has passed already would only hold up the others. */
function bootingAtLock(lock: (victim: Victim) => string): Strike {
  return (victim) => victim.alone(() => booting((one) => killAtLock(one, lock(one), BOOT_MS))(victim));
}

/** @param stir leads the cluster there */
function atLock(lock: (victim: Victim) => string, stir?: (victim: Victim) => Promise<void>): Strike {
  return (victim) => victim.alone(() => killAtLock(victim, lock(victim), FLUSH_MS, stir));
}

async function killAtLock(
  victim: Victim,
  lock: string,
  withinMs: number,
  stir?: (victim: Victim) => Promise<void>,
): Promise<boolean> {
  let killed = false;
  const wasThere = await strikeAtLock(victim.rig.db, {
    lock,
    application: `procord cluster ${victim.clusterId}`,
    withinMs,
    strike: () => {
      killed = kill(victim);
    },
    stir: async () => stir?.(victim),
  });
  return wasThere && killed;
}

function ofShard({ shardId }: Victim): string {
  return `SELECT 1 FROM gateway.shard WHERE shard_id = ${shardId} FOR UPDATE`;
}

/** Steps pass in milliseconds: at this one, or just behind it. */
function atStep(name: string, state: 'running' | 'done'): Strike {
  return async (victim) => {
    const isThere = async () => {
      const { rows } = await victim.rig.db.pool.query<{ state: string }>(
        'SELECT state FROM rights_step WHERE request_id = $1 AND name = $2',
        [victim.requestId, name],
      );
      const at = rows[0]?.state;
      return at === 'done' || at === state;
    };
    return (await until(BOOT_MS, isThere)) && kill(victim);
  };
}

async function isFinished({ rig, requestId }: Victim): Promise<boolean> {
  const { rows } = await rig.db.pool.query('SELECT 1 FROM rights_request WHERE id = $1 AND finished_at IS NOT NULL', [
    requestId,
  ]);
  return rows.length > 0;
}

async function readShard({ rig, shardId }: Victim): Promise<{ holder: string | null; batch: string } | undefined> {
  const { rows } = await rig.db.pool.query<{ holder: string | null; batch: string }>(
    'SELECT holder, batch FROM gateway.shard WHERE shard_id = $1',
    [shardId],
  );
  return rows[0];
}

async function nextCommit(victim: Victim): Promise<boolean> {
  const before = await readShard(victim);
  return until(FLUSH_MS, async () => (await readShard(victim))?.batch !== before?.batch);
}

async function isConnected({ rig, shardId }: Victim): Promise<boolean> {
  return (await rig.control.stats()).connectedShards.includes(shardId);
}

async function until(timeoutMs: number, check: () => boolean | Promise<boolean>): Promise<boolean> {
  for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(LOOK_MS)) if (await check()) return true;
  return false;
}
