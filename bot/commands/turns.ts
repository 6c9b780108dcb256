import { AppError } from '#core/platform/app-error.ts';

/** Lets so many works run at once; others wait their turn, oldest first. */
export class Turns {
  private readonly most: number;
  private readonly mostWaiting: number;
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(most: number, mostWaiting: number) {
    this.most = most;
    this.mostWaiting = mostWaiting;
  }

  /** @throws AppError 'too_many_requests' where too many wait · what `work` throws */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.most) await this.wait();
    else this.running += 1;
    try {
      return await work();
    } finally {
      // The turn goes to whoever waits longest; it is free only where nobody does.
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }

  private wait(): Promise<void> {
    if (this.waiting.length >= this.mostWaiting) throw new AppError('too_many_requests', 'too many are waiting');
    return new Promise((resolve) => {
      this.waiting.push(resolve);
    });
  }
}
