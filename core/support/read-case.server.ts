import { sha256 } from '#core/platform/crypto.server.ts';
import type { Asked } from '#core/platform/db.server.ts';
import type { OwnCase } from './schema.ts';

/** The case of a secret, or null. */
export async function readCase(db: Asked, { secret }: { secret: string }): Promise<OwnCase | null> {
  const { rows } = await db.for('answer-request').pool.query<OwnCase>(
    `SELECT topic, words, received_at AS "receivedAt", due_at AS "dueAt", answered_at AS "answeredAt", answer
       FROM contact_case WHERE secret_hash = $1`,
    [sha256(secret)],
  );
  return rows[0] ?? null;
}
