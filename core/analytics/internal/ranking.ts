export interface RankedPerson {
  high: number;
  low: number;
  value: number;
}

/** The highest values, of equal ones those of the lowest ids. Sorted each time twice as many have come together. */
export class Ranking {
  readonly #most: number;
  #people: RankedPerson[] = [];
  #least = 0;

  constructor(most: number) {
    this.#most = most;
  }

  offer(high: number, low: number, value: number): void {
    if (value < this.#least || value === 0) return;
    this.#people.push({ high, low, value });
    if (this.#people.length >= this.#most * 2) this.#cut();
  }

  ranked(): RankedPerson[] {
    this.#cut();
    return this.#people;
  }

  #cut(): void {
    this.#people = this.#people.sort(byRank).slice(0, this.#most);
    if (this.#people.length === this.#most) this.#least = this.#people.at(-1)?.value ?? 0;
  }
}

function byRank(a: RankedPerson, b: RankedPerson): number {
  return b.value - a.value || a.high - b.high || (a.low >>> 0) - (b.low >>> 0);
}
