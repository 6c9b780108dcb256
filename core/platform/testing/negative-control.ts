import type { Clock } from '../clock.ts';
import type { WholeDatabase } from '../db.server.ts';
import type { Evidence, Probe } from '../evidence.ts';

/** Where a control takes place: a fresh database and a clock of its own, which stands still unless it is moved. */
export interface Stage {
  db: WholeDatabase;
  clock: Clock & { move(ms: number): void };
}

/**
 * The proof that a promise rests on what it says it rests on: its mechanism is switched off, and its probe, as the worker
 * runs it, has to see that. A room lists its own in `testing/controls.ts`.
 */
export interface NegativeControl {
  /** Id of the promise, as core/policies lists it. */
  promise: string;
  /** The mechanism that is switched off, in a few words. */
  off: string;
  /** What the probe has to say without it. `stale`: it cannot look. */
  seen: Exclude<Evidence['state'], 'kept'> | 'stale';
  /** What has to have happened for the mechanism to have had work. The promise is kept after it. */
  before?(stage: Stage): Promise<void>;
  /**
   * Switches the mechanism off, never the probe, and lets happen what it would have prevented.
   * @returns where the mechanism is handed to the probe: the probe with a crippled one
   */
  cripple(stage: Stage): Promise<Probe | undefined>;
}

/** A control whose mechanism is a state of the catalog: `sql` is the change that it stands against. */
export function catalogControl(promise: string, off: string, sql: string): NegativeControl {
  return {
    promise,
    off,
    seen: 'broken',
    async cripple({ db }) {
      await db.pool.query(sql);
      return undefined;
    },
  };
}
