import { setTimeout as sleep } from 'node:timers/promises';
import { readOpenAlerts } from '#core/gateway/alerts.server.ts';
import { isRunning, residentBytes, sendSignal } from '../rig/processes.ts';
import { type Rig, startRig } from '../rig/rig.ts';
import { compareCounts } from '../truth/compare-counts.ts';
import { waitUntilDurable } from '../truth/wait-until-durable.ts';
import { sendSteadyMessages } from './steady-messages.ts';

export interface ScenarioResult {
  figures: Record<string, number>;
  holds: boolean;
}

interface Common {
  say: (line: string) => void;
  shards: number;
  eventsPerSecond: number;
}

/** A counting instance of one cluster, warmed up, with traffic until `settle` or the end; ends and compares then. */
async function withRig(
  options: Common & { clusters?: number },
  work: (rig: Rig, settle: () => Promise<void>) => Promise<Record<string, number>>,
): Promise<ScenarioResult & { exact: boolean }> {
  const rig = await startRig({
    clusters: options.clusters ?? 1,
    shards: options.shards,
    flushMs: 1_000,
    simulator: { SIM_GUILDS: '12', SIM_LARGEST_GUILD: '2000', SIM_HEARTBEAT_MS: '5000', SIM_REPLAY_MS: '900000' },
    say: options.say,
  });
  let kept = true;
  try {
    const guilds = await rig.entitleAll();
    rig.startManager();
    await rig.waitUntilConnected(60_000);
    await rig.waitUntilCounting(guilds.length, 30_000);
    await rig.control.traffic({
      running: true,
      eventsPerSecond: options.eventsPerSecond,
      voiceShare: 0.1,
      otherShare: 0,
    });
    const steady = await sendSteadyMessages(rig.control, options.shards);
    const settle = async () => {
      await rig.control.quiesce();
      await steady.stop();
    };
    const figures = await work(rig, settle);
    await settle();
    const behind = await waitUntilDurable(rig.db.pool, rig.control, 180_000);
    const comparison = await compareCounts(rig.db.pool, rig.control);
    for (const difference of comparison.differences) options.say(JSON.stringify(difference));
    for (const one of behind) options.say(one);
    const { lost, doubled, gaps, messages } = comparison;
    const wrong = comparison.wrongMessageCells + comparison.wrongVoiceCells + comparison.strangers;
    const exact = lost + doubled + wrong + gaps === 0 && behind.length === 0;
    kept = !exact;
    return { figures: { ...figures, messages, lost, doubled, wrong, gaps }, exact, holds: exact };
  } finally {
    await rig.end({ keep: kept });
  }
}

/** Runs `check` until it is true. @returns the seconds it took, or Infinity after the time. */
async function secondsUntil(check: () => boolean | Promise<boolean>, timeoutMs: number): Promise<number> {
  const from = performance.now();
  for (;;) {
    if (await check()) return Math.round((performance.now() - from) / 10) / 100;
    if (performance.now() - from > timeoutMs) return Number.POSITIVE_INFINITY;
    await sleep(50);
  }
}

async function holders(rig: Rig): Promise<{ holder: string; epochs: number }> {
  const { rows } = await rig.db.pool.query<{ holder: string; epochs: number }>(
    `SELECT string_agg(DISTINCT holder::text, ' ') AS holder, sum(epoch)::int AS epochs FROM gateway.shard`,
  );
  return rows[0] ?? { holder: '', epochs: 0 };
}

/**
 * Two processes own one shard: a cluster is stopped, another manager's cluster takes its shards, then the first goes on.
 * It must end itself without having committed anything. In every other round its own manager is stopped with it and
 * goes on too, so that only the fence tells it; else its manager is dead.
 */
export async function splitBrain(options: Common & { rounds: number }): Promise<ScenarioResult> {
  return withRig(options, async (rig) => {
    let slowest = 0;
    for (let round = 0; round < options.rounds; round++) {
      await sleep(2_000 + 317 * round);
      const before = await holders(rig);
      const manager = rig.manager();
      const [old] = rig.clusterPids();
      if (!manager || old === undefined) throw new Error('there is no cluster to stop');
      const fenceOnly = round % 2 === 0;
      rig.adopt(old);
      if (fenceOnly) manager.kill('SIGSTOP');
      sendSignal(old, 'SIGSTOP');
      if (!fenceOnly) manager.kill('SIGKILL');
      rig.startManager();
      const taken = async () => (await holders(rig)).epochs === before.epochs + options.shards;
      const takeover = await secondsUntil(taken, 60_000);
      await rig.waitUntilConnected(60_000);
      await sleep(3_000);
      const after = await holders(rig);
      options.say(`process ${old} is stopped, its shards were taken over in ${takeover} s; it goes on`);
      if (fenceOnly) manager.kill('SIGCONT');
      sendSignal(old, 'SIGCONT');
      const gone = await secondsUntil(() => !isRunning(old), 30_000);
      await sleep(2_000);
      const end = await holders(rig);
      options.say(`it ended ${gone} s after it went on, ${fenceOnly ? 'fenced' : 'without its manager'}`);
      if (end.holder !== after.holder || end.epochs !== after.epochs)
        throw new Error('the old process took a shard back');
      manager.kill('SIGKILL');
      slowest = Math.max(slowest, gone, takeover);
    }
    return { rounds: options.rounds, slowest_seconds: slowest };
  });
}

/** The manager dies: its clusters must be gone in 5 s. */
export async function orphan(options: Common): Promise<ScenarioResult> {
  const result = await withRig({ ...options, clusters: 2 }, async (rig) => {
    await sleep(2_000);
    const pids = rig.clusterPids();
    for (const pid of pids) rig.adopt(pid);
    rig.manager()?.kill('SIGKILL');
    const seconds = await secondsUntil(() => !pids.some(isRunning), 30_000);
    options.say(`${pids.length} orphans were gone in ${seconds} s`);
    rig.startManager();
    await rig.waitUntilConnected(60_000);
    await sleep(2_000);
    return { orphans: pids.length, gone_seconds: seconds };
  });
  return { ...result, holds: result.exact && (result.figures.gone_seconds ?? Number.POSITIVE_INFINITY) <= 5 };
}

/** A cluster hangs: replaced in 60 s, under an alert that closes again. */
export async function hung(options: Common): Promise<ScenarioResult> {
  const result = await withRig({ ...options, clusters: 2 }, (rig) => hang(rig, options.say));
  return { ...result, holds: result.exact && isReplacedInTime(result.figures) };
}

/** The database is stopped for minutes under traffic: nothing lost, little memory, drained soon. */
export async function outage(options: Common & { minutes: number }): Promise<ScenarioResult> {
  const result = await withRig({ ...options, clusters: 2 }, (rig, settle) => goWithout(rig, settle, options));
  return { ...result, holds: result.exact && isDrainedSoon(result.figures) };
}

/** Both, one after the other in one instance. */
export async function hungAndOutage(options: Common & { minutes: number }): Promise<ScenarioResult> {
  const result = await withRig({ ...options, clusters: 2 }, async (rig, settle) => ({
    ...(await hang(rig, options.say)),
    ...(await goWithout(rig, settle, options)),
  }));
  const { exact, figures } = result;
  return { ...result, holds: exact && isReplacedInTime(figures) && isDrainedSoon(figures) };
}

async function hang(rig: Rig, say: Common['say']): Promise<Record<string, number>> {
  await sleep(2_000);
  const [old] = rig.clusterPids();
  if (old === undefined) throw new Error('there is no cluster to stop');
  const before = await holders(rig);
  rig.adopt(old);
  sendSignal(old, 'SIGSTOP');
  const isAlerted = async () => (await readOpenAlerts(rig.db)).some((alert) => alert.kind === 'cluster-hung');
  const alerted = await secondsUntil(isAlerted, 60_000);
  const replaced = await secondsUntil(async () => (await holders(rig)).epochs > before.epochs, 60_000);
  await rig.waitUntilConnected(60_000);
  const closed = await secondsUntil(async () => !(await isAlerted()), 60_000);
  say(`alert after ${alerted} s, shards taken over ${replaced} s later, alert closed ${closed} s later`);
  return {
    alert_seconds: alerted,
    replaced_seconds: Math.round((alerted + replaced) * 100) / 100,
    closed_seconds: closed,
  };
}

async function goWithout(
  rig: Rig,
  settle: () => Promise<void>,
  { minutes, say }: { minutes: number; say: Common['say'] },
): Promise<Record<string, number>> {
  await sleep(Math.min(60_000, minutes * 20_000));
  const pids = [rig.manager()?.pid ?? 0, ...rig.clusterPids()];
  const memory = () => pids.reduce((sum, pid) => sum + residentBytes(pid), 0) / 1_048_576;
  const before = memory();
  let most = before;
  await rig.stopPostgres();
  say(`the database is stopped; the bot holds ${before.toFixed(0)} MB`);
  for (const end = Date.now() + minutes * 60_000; Date.now() < end; ) {
    await sleep(Math.min(5_000, Math.max(1, end - Date.now())));
    most = Math.max(most, memory());
  }
  const { happened } = await rig.control.stats();
  await settle();
  await rig.startPostgres();
  const from = performance.now();
  const behind = await waitUntilDurable(rig.db.pool, rig.control, 240_000);
  const drained = (performance.now() - from) / 1_000;
  most = Math.max(most, memory());
  const alive = pids.filter(isRunning).length;
  say(`drained in ${drained.toFixed(1)} s, at most ${most.toFixed(0)} MB, ${behind.length} shards behind`);
  return {
    minutes,
    events: (happened.messages ?? 0) + (happened.voice ?? 0) + (happened.other ?? 0),
    memory_growth_mb: Math.round(most - before),
    drain_seconds: Math.round(drained * 10) / 10,
    processes_died: pids.length - alive,
  };
}

function isReplacedInTime({ replaced_seconds: seconds = Infinity }: Record<string, number>): boolean {
  return seconds <= 60;
}

function isDrainedSoon(figures: Record<string, number>): boolean {
  const { memory_growth_mb: growth = Infinity, drain_seconds: drain = Infinity, processes_died: died = 1 } = figures;
  return growth <= 200 && drain <= 180 && died === 0;
}
