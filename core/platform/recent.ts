import { type Clock, systemClock } from './clock.ts';

interface Entry<T> {
  askedAt: number;
  answer: Promise<T>;
}

/**
 * Answers remembered in this process for a short time, each asked for once however many wait.
 * The age of an answer counts from the moment of asking: it may be no newer than that. A failure is not remembered.
 */
export class Recent<T> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #limit: number;
  readonly #clock: Clock;

  /** @param limit entries kept; the oldest go first. */
  constructor(limit: number, clock: Clock = systemClock) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** The answer under `key`, at most `maxAgeMs` old; 0 asks anew. */
  async get(key: string, maxAgeMs: number, ask: () => Promise<T>): Promise<T> {
    const now = this.#clock.now();
    const known = this.#entries.get(key);
    if (known && maxAgeMs > 0 && now - known.askedAt < maxAgeMs) return known.answer;
    const entry: Entry<T> = { askedAt: now, answer: ask() };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#limit) break;
      this.#entries.delete(oldest);
    }
    try {
      return await entry.answer;
    } catch (error) {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
      throw error;
    }
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }
}
