import type { Asked } from '#core/platform/db.server.ts';

/** After how many days without a question a person's conversations end by themselves; null: they do not. */
export async function getExpiry(db: Asked, { personId }: { personId: string }): Promise<number | null> {
  const { rows } = await db
    .for('use-model')
    .pool.query<{ keepDays: number }>('SELECT keep_days AS "keepDays" FROM assistant_expiry WHERE person_id = $1', [
      personId,
    ]);
  return rows[0]?.keepDays ?? null;
}
