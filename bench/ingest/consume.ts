import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { bundleClient } from '../rig/bundle-client.ts';
import { CONSUMER_CORE, OTHER_CORES, pin, putFirst, waitedSeconds } from '../rig/pin.ts';
import { openProbes, type Probe, type Probes } from '../rig/probes.ts';
import { childrenOf, cpuSeconds, endedChildrenCpuSeconds } from '../rig/processes.ts';
import { type Rig, startRig } from '../rig/rig.ts';
import { compareCounts } from '../truth/compare-counts.ts';
import { waitUntilDurable } from '../truth/wait-until-durable.ts';

export type Consumer = 'ceiling' | 'procord' | 'naive';

export interface ConsumeOptions {
  consumer: Consumer;
  compression: 'none' | 'zlib-stream';
  /** Counted messages under measurement, after those for warming up. */
  events: number;
  warmUp: number;
  shards: number;
  guilds: number;
  /** Gives the consumer the last core, and the measured the first claim on theirs. */
  alone: boolean;
  say: (line: string) => void;
}

export interface Consumed {
  /** Of the consuming process, user and system, until the last event is counted (and durable, where it is to be). */
  eventsPerCpuSecond: number;
  eventsPerWallSecond: number;
  lagP99Ms: number;
  lagMaxMs: number;
  /** Of the wall time, how long the consumer was ready to run while something else had its core. */
  waitedShare: number;
  /** CPU of all Postgres processes. */
  postgresMicrosecondsPerEvent: number;
  events: number;
}

const SETTLE_MS = 300_000;
const countSchema = z.object({ messages: z.number() });

/**
 * One consumer against a simulated Discord of its own, alone on the last core. Throws where not every event was
 * counted, or one was counted twice: a speed without the right sum is no figure.
 */
export async function consume(options: ConsumeOptions): Promise<Consumed> {
  const probes = await openProbes();
  const rig = await startRig({
    clusters: 1,
    shards: options.shards,
    env: { ...probes.env, BOT_COMPRESSION: options.compression },
    simulator: {
      SIM_GUILDS: String(options.guilds),
      SIM_LARGEST_GUILD: '50000',
      SIM_IDENTIFY_INTERVAL_MS: '100',
    },
    say: options.say,
  });
  let failed = true;
  try {
    if (options.alone) {
      for (const pid of [rig.simulatorPid, rig.postgres().pid]) {
        pin(pid, OTHER_CORES);
        putFirst(pid);
      }
    }
    const run = options.consumer === 'procord' ? await startProcord(rig) : await startClient(rig, probes, options);
    const probe = await probes.find(run.program);
    if (options.alone) {
      pin(probe.pid, CONSUMER_CORE);
      putFirst(probe.pid);
    }
    await rig.waitUntilConnected(60_000);
    const warm = await rig.control.burst({ events: options.warmUp });
    await run.settled(warm.events);
    const consumed = await measure(rig, probe, options.events, (events) => run.settled(warm.events + events));
    await run.verify(warm.events + consumed.events);
    failed = false;
    return consumed;
  } finally {
    await rig.end({ keep: failed });
    await probes.close();
  }
}

export interface Run {
  /** Whose probe to ask. */
  program: string;
  /** Resolves when so many events are counted, for good. */
  settled(events: number): Promise<void>;
  /** Throws where the counts are not exactly these. */
  verify(events: number): Promise<void>;
}

/** So many messages as fast as they go, until they are counted for good. */
export async function measure(
  rig: Rig,
  probe: Probe,
  wanted: number,
  settled: (events: number) => Promise<void>,
): Promise<Consumed> {
  await probe.reset();
  const before = postgresCpu(rig);
  const waitedBefore = waitedSeconds(probe.pid);
  const { events } = await rig.control.burst({ events: wanted });
  await settled(events);
  const { cpuSeconds: cpu, wallSeconds, lagP99Ms, lagMaxMs } = await probe.read();
  return {
    eventsPerCpuSecond: events / cpu,
    eventsPerWallSecond: events / wallSeconds,
    lagP99Ms,
    lagMaxMs,
    waitedShare: (waitedSeconds(probe.pid) - waitedBefore) / wallSeconds,
    postgresMicrosecondsPerEvent: ((postgresCpu(rig) - before) / events) * 1e6,
    events,
  };
}

/** All processes of Postgres: those that run, and those that have ended since it was started. */
function postgresCpu(rig: Rig): number {
  const { pid } = rig.postgres();
  return [pid, ...childrenOf(pid)].reduce((sum, one) => sum + cpuSeconds(one), endedChildrenCpuSeconds(pid));
}

/** The product's own manager and cluster, as built. */
export async function startProcord(rig: Rig): Promise<Run> {
  const guilds = await rig.entitleAll();
  rig.startManager();
  await rig.waitUntilConnected(60_000);
  await rig.waitUntilCounting(guilds.length, 30_000);
  return {
    program: 'cluster',
    async settled() {
      const behind = await waitUntilDurable(rig.db.pool, rig.control, SETTLE_MS);
      if (behind.length > 0) throw new Error(`not durable: ${behind.join(', ')}`);
    },
    async verify(events) {
      await expectInDatabase(rig, events, OF_PRODUCT);
      const { lost, doubled, wrongMessageCells, gaps, differences } = await compareCounts(rig.db.pool, rig.control);
      if (lost + doubled + wrongMessageCells + gaps > 0) {
        throw new Error(`the counts are not the ledger's: ${JSON.stringify(differences)}`);
      }
    },
  };
}

/** One of the programs beside this file. It says over its channel how many messages it has counted. */
async function startClient(rig: Rig, probes: Probes, options: ConsumeOptions): Promise<Run> {
  const program = await bundleClient(`bench/ingest/${options.consumer}-client.ts`);
  const gateway = new URL(rig.credentials.apiUrl);
  const { child, ended } = rig.startProgram(program, {
    ...probes.env,
    BOT_TOKEN: rig.credentials.botToken,
    GATEWAY_URL: `ws://${gateway.host}/gateway`,
    DISCORD_API_URL: rig.credentials.apiUrl,
    DATABASE_URL: rig.db.url,
    SHARDS: String(options.shards),
    COMPRESS: options.compression === 'none' ? '' : options.compression,
  });
  const gone = ended.then((how): never => {
    throw new Error(`${program}: ${how}`);
  });
  gone.catch(() => {});
  const asked = () =>
    new Promise<number>((resolve, reject) => {
      child.once('message', (message) => resolve(countSchema.parse(message).messages));
      child.send('how many?', (error) => error && reject(error));
    });
  const counted = () => Promise.race([asked(), gone]);
  const settled = async (events: number) => {
    for (const end = Date.now() + SETTLE_MS; Date.now() < end; await sleep(100))
      if ((await counted()) >= events) return;
    throw new Error(`${await counted()} counted of ${events}`);
  };
  const verify = async (events: number) => {
    const messages = await counted();
    if (messages !== events) throw new Error(`${messages} counted of ${events}`);
    if (options.consumer === 'naive') await expectInDatabase(rig, events, OF_NAIVE);
  };
  return { program, settled, verify };
}

/** Where messages are counted: by the product, and by the naive client. */
const OF_PRODUCT = '(SELECT unnest(messages) AS messages FROM analytics.message_pack) AS cell';
const OF_NAIVE = 'analytics.channel_healing';

async function expectInDatabase(rig: Rig, events: number, from: string): Promise<void> {
  const { rows } = await rig.db.pool.query<{ messages: string }>(
    `SELECT coalesce(sum(messages), 0) AS messages FROM ${from}`,
  );
  const messages = Number(rows[0]?.messages);
  if (messages !== events) throw new Error(`${messages} in the database of ${events}`);
}
