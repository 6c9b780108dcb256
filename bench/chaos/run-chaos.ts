import { setTimeout as sleep } from 'node:timers/promises';
import { startRig } from '../rig/rig.ts';
import { type Comparison, compareCounts } from '../truth/compare-counts.ts';
import { waitUntilDurable } from '../truth/wait-until-durable.ts';
import { inflict } from './inflict.ts';
import { seeded } from './random.ts';
import { schedule } from './schedule.ts';
import { sendSteadyMessages } from './steady-messages.ts';

export interface ChaosOptions {
  kills: number;
  /** Counted messages. */
  events: number;
  seed: number;
  /** Resumes that Discord refuses. */
  refusals: number;
  /** Names of faults; others do not happen. Empty for all. */
  only?: readonly string[];
  /** Seconds between two kills, on average. */
  everySeconds: number;
  clusters: number;
  shards: number;
  guilds: number;
  say: (line: string) => void;
}

export interface ChaosResult {
  figures: {
    kills: number;
    disturbances: number;
    events: number;
    lost: number;
    doubled: number;
    wrong: number;
    gaps: number;
    messages_in_gaps: number;
    voice_cells: number;
    voice_cells_wrong: number;
    voice_tolerance_ms: number;
    longest_silence_ms: number;
    largest_voice_ms: number;
    drain_seconds: number;
    seconds: number;
  };
  comparison: Comparison;
  /** What was still behind at the end; empty where everything became durable. */
  behind: string[];
  holds: boolean;
}

/** Kills that found nothing to kill, because it was just being replaced, are this share at most. */
const MISSED_KILLS = 0.2;

/**
 * A cell of voice adds up many sessions, and of an end that was replayed after a kill nobody says when it was but the
 * messages around it (docs/decisions/0003).
 */
const VOICE_TOLERANCE_MS = 2_000;

/** After the last fault everything must be whole and durable within this. */
const SETTLE_MS = 180_000;

/**
 * Kills and disturbs a running instance at random instants while messages and voice go on, lets it settle, and compares
 * every cell with the truth. Without refused resumes nothing may be lost, doubled, or left as a gap.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { say, shards } = options;
  const random = seeded(options.seed);
  const started = performance.now();
  const rig = await startRig({
    clusters: options.clusters,
    shards,
    flushMs: 1_000,
    // Short heartbeats find zombies soon; the replay window is longer than any recovery.
    simulator: {
      SIM_SEED: String(options.seed),
      SIM_GUILDS: String(options.guilds),
      SIM_LARGEST_GUILD: '20000',
      SIM_HEARTBEAT_MS: '5000',
      SIM_REPLAY_MS: '600000',
    },
    say,
  });
  let kept = true;
  try {
    const guilds = await rig.entitleAll();
    rig.startManager();
    rig.startWorker();
    await rig.waitUntilConnected(60_000);
    await rig.waitUntilCounting(guilds.length, 30_000);
    say(`${guilds.length} guilds on ${options.clusters} clusters of ${shards} shards are counted`);

    const lengthMs = Math.max(10_000, options.kills * options.everySeconds * 1_000);
    const rate = Math.ceil(options.events / (lengthMs / 1_000));
    const steady = await sendSteadyMessages(rig.control, shards);
    await rig.control.traffic({ running: true, eventsPerSecond: 100, voiceShare: 0.5, otherShare: 0 });
    let sending = true;
    const sent = rig.control.burst({ events: options.events, eventsPerSecond: rate, noise: 0.2 }).finally(() => {
      sending = false;
    });
    sent.catch(() => {});

    const steps = schedule({
      kills: options.kills,
      lengthMs,
      shards,
      refusals: options.refusals,
      only: options.only ?? [],
      random,
    });
    const from = performance.now();
    let kills = 0;
    let disturbances = 0;
    for (const step of steps) {
      await sleep(Math.max(0, step.atMs - (performance.now() - from)));
      const did = await inflict(rig, step, random);
      if (did === null) continue;
      if (step.kill) kills += 1;
      else disturbances += 1;
      say(`${((performance.now() - from) / 1_000).toFixed(1)} s  ${did}`);
    }
    say(sending ? 'all faults done, waiting for the last messages' : 'all faults done');
    await sent;

    const settling = performance.now();
    await rig.control.clearFaults();
    await rig.control.quiesce();
    const longestSilenceMs = await steady.stop();
    await rig.waitUntilConnected(SETTLE_MS);
    const behind = await waitUntilDurable(rig.db.pool, rig.control, SETTLE_MS);
    const drained = performance.now();
    say(behind.length === 0 ? 'everything is durable, comparing' : `still behind: ${behind.join(', ')}`);

    const comparison = await compareCounts(rig.db.pool, rig.control, VOICE_TOLERANCE_MS);
    const figures = {
      kills,
      disturbances,
      events: comparison.messages + comparison.lost - comparison.doubled,
      lost: comparison.lost,
      doubled: comparison.doubled,
      wrong: comparison.wrongMessageCells + comparison.strangers,
      gaps: comparison.gaps,
      messages_in_gaps: comparison.messagesInGaps,
      voice_cells: comparison.voiceCells,
      voice_cells_wrong: comparison.wrongVoiceCells,
      voice_tolerance_ms: comparison.voiceToleranceMs,
      longest_silence_ms: longestSilenceMs,
      largest_voice_ms: comparison.largestVoiceMs,
      drain_seconds: Math.round((drained - settling) / 100) / 10,
      seconds: Math.round((drained - started) / 100) / 10,
    };
    const exact = figures.lost + figures.doubled + figures.wrong + figures.voice_cells_wrong === 0;
    const whole = options.refusals > 0 || figures.gaps === 0;
    const killed = kills >= (1 - MISSED_KILLS) * options.kills;
    const holds = killed && exact && whole && behind.length === 0 && figures.events >= options.events;
    kept = !holds;
    return { figures, comparison, behind, holds };
  } finally {
    await rig.end({ keep: kept });
  }
}
