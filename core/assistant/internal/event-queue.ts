/** What one side puts in, the other takes out in order. Work goes on whether or not anybody takes. */
export class EventQueue<T> {
  readonly #held: T[] = [];
  #isOver = false;
  #wake: (() => void) | null = null;

  put(one: T): void {
    this.#held.push(one);
    this.#wake?.();
  }

  end(): void {
    this.#isOver = true;
    this.#wake?.();
  }

  /** Everything that is put in until the end. */
  async *take(): AsyncGenerator<T, void, undefined> {
    for (;;) {
      const next = this.#held.shift();
      if (next !== undefined) yield next;
      else if (this.#isOver) return;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }
}
