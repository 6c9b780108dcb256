/**
 * Two times, as Stripe's test clocks have them: objects live in the clock's, which can be moved ahead; events and
 * signatures carry the machine's.
 */
export class StripeClock {
  private aheadMs = 0;
  private readonly machineNow: () => number;

  constructor(machineNow: () => number) {
    this.machineNow = machineNow;
  }

  /** The machine's time, Unix ms. */
  machine(): number {
    return this.machineNow();
  }

  /** The clock's time, Unix ms. */
  now(): number {
    return this.machineNow() + this.aheadMs;
  }

  /** The clock's time as Stripe writes it. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  /** How far the clock is ahead of the machine, in ms. */
  ahead(): number {
    return this.aheadMs;
  }

  /** Moves to an instant. Going back is refused. */
  moveTo(ms: number): void {
    if (ms > this.now()) this.aheadMs += ms - this.now();
  }
}

/** One interval later by the calendar: the same day of the month, or the last one where there is none. */
export function addInterval(seconds: number, interval: 'month' | 'year'): number {
  const from = new Date(seconds * 1000);
  const months = interval === 'month' ? 1 : 12;
  const to = new Date(from);
  to.setUTCDate(1);
  to.setUTCMonth(to.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate();
  to.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return Math.floor(to.getTime() / 1000);
}
