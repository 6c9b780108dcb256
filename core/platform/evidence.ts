/** What a probe saw, in numbers, codes and names of our own: never anything of a person. */
export type Fact = number | string | readonly string[];

/** Whether a promise is kept, as it was seen at an instant. */
export interface Evidence {
  /** `degraded`: kept, but not as well as it should be. */
  state: 'kept' | 'degraded' | 'broken';
  /** Each has its words in the policies namespace of core/i18n, under `fact.<name>`. */
  facts: Readonly<Record<string, Fact>>;
}

/** Looks whether a promise is kept. Where it cannot look it throws: what was seen before grows stale. */
export interface Probe {
  /** Id of the promise, as core/policies lists it. */
  promise: string;
  look(): Promise<Evidence>;
}

/** Kept where nothing was found that should not be. */
export function keptUnless(found: readonly string[], facts: Evidence['facts'] = {}): Evidence {
  return found.length === 0 ? { state: 'kept', facts } : { state: 'broken', facts: { ...facts, found } };
}
