import type { ClientBase } from 'pg';

const PIECE_ROWS = 5_000;

/**
 * Deletes some of the calls; what they cost goes on counting as known of their key, which is the newest that was in use by
 * then. A call whose bill has not come counts as what was set aside for it.
 * @param where SQL over `ai_call`
 * @returns how many, and whether there may be more
 */
export async function forgetCalls(
  client: Pick<ClientBase, 'query'>,
  where: string,
  values: readonly unknown[],
): Promise<{ rows: number; more: boolean }> {
  const gone = await client.query<{ rows: number }>(
    `WITH gone AS (
       DELETE FROM ai_call WHERE id = ANY(ARRAY(SELECT id FROM ai_call WHERE ${where} LIMIT ${PIECE_ROWS}))
       RETURNING at, coalesce(cost_nanos, reserved_nanos) AS nanos),
     paid AS (
       SELECT (SELECT key_hash FROM ai_key WHERE since <= gone.at ORDER BY since DESC LIMIT 1) AS key_hash,
              sum(nanos) AS nanos FROM gone GROUP BY 1),
     kept AS (
       UPDATE ai_key SET base_nanos = base_nanos + paid.nanos FROM paid
        WHERE ai_key.key_hash = paid.key_hash RETURNING 1)
     SELECT count(*)::int AS rows FROM gone`,
    [...values],
  );
  const rows = gone.rows[0]?.rows ?? 0;
  return { rows, more: rows === PIECE_ROWS };
}
