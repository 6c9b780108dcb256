import type { Database } from '#core/platform/db.server.ts';
import type { ConsentEvent, ConsentPurpose } from '../schema.ts';

/** What a person last answered about a purpose; null where they were never asked. */
export async function newestAnswer(
  db: Database,
  { userId }: { userId: string },
  purpose: ConsentPurpose,
): Promise<Pick<ConsentEvent, 'outcome' | 'version'> | null> {
  const { rows } = await db
    .for('show-consent')
    .pool.query<Pick<ConsentEvent, 'outcome' | 'version'>>(
      'SELECT outcome, version FROM consent_event WHERE user_id = $1 AND purpose = $2 ORDER BY id DESC LIMIT 1',
      [userId, purpose],
    );
  return rows[0] ?? null;
}
