import { setTimeout as sleep } from 'node:timers/promises';
import type { Hub } from '../gateway/hub.ts';
import type { Clock } from '../simulator.ts';
import type { Happenings } from './happenings.ts';
import type { Traffic } from './traffic.ts';

export interface BurstWish {
  /** Counted messages to send. */
  events: number;
  /** At most so many counted messages a second; undefined for as fast as sockets take them. */
  eventsPerSecond?: number | undefined;
  /** Uncounted events for each counted one: bots, webhooks, system messages, edits, voice. */
  noise?: number | undefined;
  /** Stops early. */
  signal?: AbortSignal | undefined;
}

export interface BurstResult {
  events: number;
  /** Everything that happened meanwhile, counted or not. */
  happened: number;
  ms: number;
}

const SLICE = 1024;
const SLICE_MS = 12;
/** Events a healthy socket may be behind before the burst waits for it. */
const BACKLOG = 30_000;

/**
 * Sends exactly so many counted messages (fewer only where no guild can hold one, or when stopped), waiting for healthy
 * sockets only; answers when all were handed over.
 */
export async function burst(
  parts: { traffic: Traffic; hub: Hub; happen: Happenings; clock: Clock },
  wish: BurstWish,
): Promise<BurstResult> {
  const { traffic, hub, happen, clock } = parts;
  const started = performance.now();
  const happenedBefore = total(happen);
  const goal = happen.counts.counted + wish.events;
  const first = happen.counts.counted;
  const noise = wish.noise ?? 0;
  let owed = 0;
  let idle = 0;
  while (happen.counts.counted < goal && idle < 50 && !wish.signal?.aborted) {
    const done = happen.counts.counted - first;
    const paced =
      wish.eventsPerSecond === undefined
        ? Number.POSITIVE_INFINITY
        : Math.floor(((performance.now() - started) / 1000) * wish.eventsPerSecond) - done;
    const sliceGoal = first + done + Math.min(SLICE, paced, wish.events - done);
    const sliceEnd = performance.now() + SLICE_MS;
    const nowMs = clock.now();
    while (happen.counts.counted < sliceGoal && performance.now() < sliceEnd) {
      for (let i = 0; i < 64 && happen.counts.counted < sliceGoal; i += 1) {
        const guild = traffic.speakers.guild(nowMs);
        if (guild) traffic.talk(guild);
        for (owed += noise; owed >= 1; owed -= 1) traffic.aside();
      }
    }
    idle = paced > 0 && happen.counts.counted === first + done ? idle + 1 : 0;
    hub.flush();
    if (hub.backlog() > BACKLOG || paced <= 0) await sleep(2);
    else await new Promise((resolve) => setImmediate(resolve));
  }
  while (hub.backlog() > 0 && !wish.signal?.aborted) await sleep(5);
  return {
    events: happen.counts.counted - first,
    happened: total(happen) - happenedBefore,
    ms: performance.now() - started,
  };
}

function total(happen: Happenings): number {
  return happen.counts.messages + happen.counts.voice + happen.counts.other;
}
