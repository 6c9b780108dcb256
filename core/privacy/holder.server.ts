import type pg from 'pg';
import type { Database } from '#core/platform/db.server.ts';
import type { HeldReader } from './read-held.server.ts';

/** Whose data, where, and from when on: what is newer is not meant. */
export interface ErasureScope {
  personId: string;
  /** Null: in every guild, and outside of guilds. */
  guildId: string | null;
  erasedAt: Date;
}

/** Notes, in the transaction of the deletion itself, how many rows or entries of a table went. */
export type NoteErased = (client: Pick<pg.ClientBase, 'query'>, table: string, rows: number) => Promise<void>;

/** One part of erasing. May be cut off at any instant and begun again: what was done stays done, and is noted once. */
export interface EraseStep {
  /** Stays the same: a request that was cut off goes on with it. */
  name: string;
  /**
   * @returns 'wait' where something else has to happen first (a cluster has to commit): it is asked again soon
   * @throws AppError where it cannot be done now: it is tried again, and held where that does not help
   */
  run(db: Database, scope: ErasureScope, note: NoteErased): Promise<'done' | 'wait'>;
}

/**
 * What a room holds about people beyond what the registry's own paths say, and what it does with it. One file lists the
 * holders of all rooms; this room knows none of them.
 */
export interface PersonalDataHolder {
  room: string;
  /** Of tables with lists of people: they read the own part. */
  readers: readonly HeldReader[];
  /** In their order, before rows are deleted along the registry's paths. */
  eraseSteps: readonly EraseStep[];
}
