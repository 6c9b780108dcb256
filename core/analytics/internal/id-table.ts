/** Of a slot: the two halves of an id, its number and one more, and nothing. */
const STRIDE = 4;

/** Where to look for an id first: both halves decide, because the low bits of Discord's ids are alike. */
export function hashOf(high: number, low: number): number {
  const mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}

/** Ids of 64 bits, given as halves of 32 signed bits, numbered in the order in which they first come. */
export class IdTable {
  size = 0;
  #slots: Int32Array;
  #mask: number;
  #high: Int32Array;
  #low: Int32Array;

  constructor(expected = 16) {
    let capacity = 32;
    while (capacity < expected * 2) capacity *= 2;
    this.#slots = new Int32Array(capacity * STRIDE);
    this.#mask = capacity - 1;
    this.#high = new Int32Array(capacity / 2);
    this.#low = new Int32Array(capacity / 2);
  }

  /** The number of an id, which it gets now where it has none. */
  numberOf(high: number, low: number): number {
    const slots = this.#slots;
    let slot = hashOf(high, low) & this.#mask;
    for (;;) {
      const at = slot * STRIDE;
      const known = slots[at + 2] ?? 0;
      if (known === 0) break;
      if (slots[at] === low && slots[at + 1] === high) return known - 1;
      slot = (slot + 1) & this.#mask;
    }
    const number = this.size++;
    this.#high[number] = high;
    this.#low[number] = low;
    this.#put(slot, number);
    if (this.size === this.#high.length) this.#grow();
    return number;
  }

  highOf(number: number): number {
    return this.#high[number] ?? 0;
  }

  lowOf(number: number): number {
    return this.#low[number] ?? 0;
  }

  /** The id as a decimal. */
  textOf(number: number): string {
    return textOf(this.highOf(number), this.lowOf(number));
  }

  #put(slot: number, number: number): void {
    const at = slot * STRIDE;
    this.#slots[at] = this.lowOf(number);
    this.#slots[at + 1] = this.highOf(number);
    this.#slots[at + 2] = number + 1;
  }

  #grow(): void {
    const capacity = (this.#mask + 1) * 2;
    this.#slots = new Int32Array(capacity * STRIDE);
    this.#mask = capacity - 1;
    this.#high = copied(this.#high, capacity / 2);
    this.#low = copied(this.#low, capacity / 2);
    for (let number = 0; number < this.size; number++) {
      let slot = hashOf(this.highOf(number), this.lowOf(number)) & this.#mask;
      while (this.#slots[slot * STRIDE + 2] !== 0) slot = (slot + 1) & this.#mask;
      this.#put(slot, number);
    }
  }
}

function copied(values: Int32Array, length: number): Int32Array {
  const longer = new Int32Array(length);
  longer.set(values);
  return longer;
}

/** An id of two halves as a decimal. */
export function textOf(high: number, low: number): string {
  return ((BigInt(high) << 32n) | BigInt(low >>> 0)).toString();
}

/** The halves of an id, 32 signed bits each. */
export function halvesOf(id: string): { high: number; low: number } {
  const bits = BigInt(id);
  return { high: Number(BigInt.asIntN(32, bits >> 32n)), low: Number(BigInt.asIntN(32, bits)) };
}
