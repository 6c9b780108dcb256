/** Sentences of a language with places for values: `{mail}`, `{phone}` and so on. */
export interface Frames {
  /** Looked at while the redactor is written. */
  dev: readonly string[];
  /** Never looked at for that: what is found here is what is found. */
  heldOut: readonly string[];
  /** With nothing to mask, and much that looks like it. */
  clean: readonly string[];
}
