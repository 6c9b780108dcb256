import type { ConnectorState } from '#bot/gateway/shard-connector.ts';
import { closeAlert, openAlert } from '#core/gateway/alerts.server.ts';
import type { Database } from '#core/platform/db.server.ts';

/** Says which shards Discord refuses for good, and takes it back when they are live again, in whichever process. */
export class ShardAlerts {
  private readonly db: Database;
  private readonly said = new Map<number, 'refused' | 'live'>();

  constructor(db: Database) {
    this.db = db;
  }

  /** @throws where the database is away; call it again with what is so then. */
  async write(shards: readonly { id: number; state: ConnectorState; closeCode: number | null }[]): Promise<void> {
    for (const { id, state, closeCode } of shards) {
      if ((state !== 'refused' && state !== 'live') || this.said.get(id) === state) continue;
      const alert = { kind: 'shard-refused', scope: `shard ${id}` } as const;
      if (state === 'live') await closeAlert(this.db, alert);
      else await openAlert(this.db, { ...alert, detail: `Discord closed its connection with ${closeCode}` });
      this.said.set(id, state);
    }
  }
}
