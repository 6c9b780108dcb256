import type { Asked } from '#core/platform/db.server.ts';
import type { OwnCall, OwnCalls } from './rules/views.ts';

/** How models handled what is of a person. @param before the last call that was seen */
export async function listOwnCalls(
  db: Asked,
  { personId }: { personId: string },
  { before, limit }: { before: string | null; limit: number },
): Promise<OwnCalls> {
  const { rows } = await db.for('use-model').pool.query<Omit<OwnCall, 'costNanos'> & { cost: string | null }>(
    `SELECT c.id, c.at, c.feature, prompt_version AS "promptVersion", c.guild_id::text AS "guildId", vendor, model, fields,
            redacted, tokens_in AS "tokensIn", tokens_out AS "tokensOut", cost_nanos::text AS cost, outcome,
            CASE WHEN s.call_id IS NOT NULL THEN coalesce(s.verdict, 'waiting') END AS review
       FROM ai_call c LEFT JOIN ai_sample s ON s.call_id = c.id
      WHERE c.person_id = $1
        AND ($2::uuid IS NULL OR (c.at, c.id) < (SELECT at, id FROM ai_call WHERE id = $2 AND person_id = $1))
      ORDER BY c.at DESC, c.id DESC LIMIT $3`,
    [personId, before, limit + 1],
  );
  const calls = rows
    .slice(0, limit)
    .map(({ cost, ...call }) => ({ ...call, costNanos: cost === null ? null : BigInt(cost) }));
  return { calls, next: rows.length > limit ? (calls.at(-1)?.id ?? null) : null };
}
