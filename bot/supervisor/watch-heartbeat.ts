import type { ChildProcess } from 'node:child_process';

export interface HeartbeatOptions {
  intervalMs: number;
  /** Unanswered heartbeats in a row that make a process hung. */
  misses: number;
  /** The same, before its first answer: it is still loading. */
  missesBeforeFirst: number;
}

export interface HeartbeatWire {
  /** What is sent each time. */
  beat: () => object;
  isAnswer: (message: unknown) => boolean;
}

/**
 * Beats a child over its channel and calls `onHung` once when it stops answering.
 * Misses are counted in ticks of this process and not in time: after a suspension of the machine one tick is late, not all.
 */
export function watchHeartbeat(
  child: ChildProcess,
  wire: HeartbeatWire,
  options: HeartbeatOptions,
  onHung: (misses: number) => void,
): { stop(): void } {
  let unanswered = 0;
  let answered = false;
  const onMessage = (message: unknown) => {
    if (!wire.isAnswer(message)) return;
    answered = true;
    unanswered = 0;
  };
  const timer = setInterval(() => {
    const isLoading = !answered && child.connected;
    if (unanswered >= (isLoading ? options.missesBeforeFirst : options.misses)) {
      stop();
      onHung(unanswered);
      return;
    }
    unanswered += 1;
    // With a callback a closed channel is reported to it; without one it is an 'error' event that ends this process.
    if (child.connected) child.send(wire.beat(), () => {});
  }, options.intervalMs);
  const stop = () => {
    clearInterval(timer);
    child.off('message', onMessage);
  };
  child.on('message', onMessage);
  return { stop };
}
