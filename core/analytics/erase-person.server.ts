import type { Database } from '#core/platform/db.server.ts';
import { inTransaction } from '#core/platform/in-transaction.server.ts';
import { analyticsHolder } from './personal-data.server.ts';

/**
 * Erases what was counted of a person in every guild, without a request: whoever does not object is counted again with
 * their next message. Safe to call again.
 * @returns how many rows, counted cells and entries of lists were about them
 */
export async function erasePerson(db: Database, { personId }: { personId: string }): Promise<number> {
  let erased = 0;
  for (const part of analyticsHolder.parts) {
    for (let from: number | null = 0; from !== null; ) {
      const at: number = from;
      const piece = await inTransaction(db.for('count-activity', 'respect-objection'), (client) =>
        part.erase(client, { personId, guildId: null }, at),
      );
      for (const rows of Object.values(piece.rows)) erased += rows;
      from = piece.next;
    }
  }
  return erased;
}
