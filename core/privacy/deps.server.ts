import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { Logger } from '#core/platform/log.server.ts';
import type { PersonalDataHolder } from '#core/platform/personal-data.server.ts';
import type { Signer } from '#core/platform/signing.server.ts';
import type { HeldReader } from './read-held.server.ts';
import type { Objectable } from './schema.ts';

/** What erasing stands on, also without a request. */
export interface EraseDeps {
  /** Opened with the same secrets: it tells who was erased. */
  db: Database;
  secrets: readonly string[];
  /** The file that outlives the database. */
  ledger: string;
  holders: readonly PersonalDataHolder[];
  readers: readonly HeldReader[];
}

/** A person's word about a purpose. */
export interface ObjectionChange {
  personId: string;
  guildId: string | null;
  purpose: Objectable;
  /** By Article 21 GDPR, or by Article 18. */
  kind: 'objection' | 'restriction';
  objects: boolean;
}

/** What the work on requests stands on. */
export interface RightsDeps extends EraseDeps {
  clock: Clock;
  log: Logger;
  signer: Signer;
  /** PROCORD_HOME: exports lie in it. */
  home: string;
  /** Writes an objection or a restriction, or takes it back. Safe to call again. */
  setObjection(change: ObjectionChange): Promise<void>;
  /** Told how far the work is. It may end here, as it may anywhere. */
  reached?(point: string): void | Promise<void>;
}
