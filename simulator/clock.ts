import type { Clock } from './simulator.ts';

/** The world's clock: the machine's, shifted and run faster where a benchmark squeezes hours into minutes. */
export class WorldClock implements Clock {
  private baseReal = Date.now();
  private baseWorld = this.baseReal;
  private speedFactor = 1;

  now(): number {
    return this.baseWorld + Math.floor((Date.now() - this.baseReal) * this.speedFactor);
  }

  get speed(): number {
    return this.speedFactor;
  }

  /** World milliseconds per real one. Time goes on from where it is. */
  setSpeed(speed: number): void {
    this.rebase(0);
    this.speedFactor = speed;
  }

  /** Jumps ahead. Going back is refused: ids must keep rising. */
  advance(ms: number): void {
    if (ms < 0) throw new RangeError('the clock does not go back');
    this.rebase(ms);
  }

  private rebase(jumpMs: number): void {
    const world = this.now() + jumpMs;
    this.baseReal = Date.now();
    this.baseWorld = world;
  }
}
