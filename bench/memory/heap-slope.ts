import { setTimeout as sleep } from 'node:timers/promises';
import { openProbes } from '../rig/probes.ts';
import { type Rig, startRig } from '../rig/rig.ts';
import { waitUntilDurable } from '../truth/wait-until-durable.ts';

export interface SlopeOptions {
  /** Distinct people that must have been counted in the end. */
  people: number;
  say: (line: string) => void;
}

export interface Slope {
  bytesPerHour: number;
  people: number;
  processes: number;
  samples: number;
  firstBytes: number;
  lastBytes: number;
}

/** A simulated hour is twelve steps of five minutes, each with its messages. */
const STEP_HOURS = 1 / 12;
const STEPS = 24;
/** After these the cluster is killed, and its replacement resumes. */
const KILL_AFTER = new Set([8, 16]);
/** Steps of each process that are not looked at: caches fill, code is compiled. */
const WARM_UP = 3;

/**
 * Live memory over two hours of the simulated clock, which is moved on by five minutes before each step's messages: so
 * the hours that counters are kept by pass, while heartbeats and flushes go on by real time. A sample is taken with
 * nothing waiting to be written. The slope is one for all processes, each with its own level.
 */
export async function heapSlope(options: SlopeOptions): Promise<Slope> {
  const { say } = options;
  const probes = await openProbes();
  const rig = await startRig({
    clusters: 1,
    shards: 4,
    flushMs: 500,
    env: probes.env,
    simulator: { SIM_GUILDS: '20', SIM_MEMBERS_PER_GUILD: '1500000', SIM_IDENTIFY_INTERVAL_MS: '100' },
    say,
  });
  let failed = true;
  try {
    const guilds = await rig.entitleAll();
    rig.startManager();
    await rig.waitUntilConnected(60_000);
    await rig.waitUntilCounting(guilds.length, 30_000);
    await rig.control.traffic({ authors: 'all' });
    const processes: { hour: number; bytes: number }[][] = [[]];
    let sent = 0;
    for (let step = 1; step <= STEPS; step++) {
      await rig.control.clock({ advanceMs: STEP_HOURS * 3_600_000 });
      sent += (await rig.control.burst({ events: Math.ceil((options.people * 2) / STEPS) })).events;
      const behind = await waitUntilDurable(rig.db.pool, rig.control, 120_000);
      if (behind.length > 0) throw new Error(`not durable: ${behind.join(', ')}`);
      const { liveBytes } = await (await probes.find('cluster')).live();
      processes.at(-1)?.push({ hour: step * STEP_HOURS, bytes: liveBytes });
      say(`${(step * STEP_HOURS).toFixed(2)} h  ${sent} messages  ${(liveBytes / 2 ** 20).toFixed(2)} MB`);
      if (!KILL_AFTER.has(step)) continue;
      await replaceCluster(rig);
      processes.push([]);
    }
    const { people, messages } = await counted(rig);
    if (messages !== sent) throw new Error(`${messages} counted of ${sent}`);
    if (people < options.people) throw new Error(`${people} people of ${options.people}`);
    failed = false;
    const looked = processes.map((samples) => samples.slice(WARM_UP));
    return {
      bytesPerHour: commonSlope(looked),
      people,
      processes: processes.length,
      samples: looked.flat().length,
      firstBytes: looked[0]?.[0]?.bytes ?? 0,
      lastBytes: looked.at(-1)?.at(-1)?.bytes ?? 0,
    };
  } finally {
    await rig.end({ keep: failed });
    await probes.close();
  }
}

async function replaceCluster(rig: Rig): Promise<void> {
  const [old] = rig.clusterPids();
  if (old === undefined) throw new Error('there is no cluster to replace');
  process.kill(old, 'SIGKILL');
  for (const end = Date.now() + 60_000; rig.clusterPids().every((pid) => pid === old); await sleep(100)) {
    if (Date.now() > end) throw new Error('the cluster was not replaced');
  }
  await rig.waitUntilConnected(60_000);
}

async function counted(rig: Rig): Promise<{ people: number; messages: number }> {
  const { rows } = await rig.db.pool.query<{ people: string; messages: string }>(
    `SELECT count(*) AS people, sum(messages) AS messages
       FROM (SELECT sum(messages) AS messages
               FROM (SELECT unnest(user_ids) AS user_id, unnest(messages) AS messages FROM analytics.message_pack) AS cell
              GROUP BY user_id) AS one`,
  );
  return { people: Number(rows[0]?.people), messages: Number(rows[0]?.messages) };
}

/** Least squares with one slope and a level for each group. */
export function commonSlope(groups: readonly (readonly { hour: number; bytes: number }[])[]): number {
  let product = 0;
  let square = 0;
  for (const group of groups) {
    const hour = group.reduce((sum, one) => sum + one.hour, 0) / group.length;
    const bytes = group.reduce((sum, one) => sum + one.bytes, 0) / group.length;
    for (const one of group) {
      product += (one.hour - hour) * (one.bytes - bytes);
      square += (one.hour - hour) ** 2;
    }
  }
  return product / square;
}
