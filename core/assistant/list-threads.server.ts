import type { Asked } from '#core/platform/db.server.ts';
import type { Scope, Thread } from './schema.ts';

/** Threads on a page of the list. */
export const PAGE_THREADS = 30;

/**
 * A person's conversations about a guild, last changed first.
 * @param asked.words in a title, a question or an answer, in any case; empty: all
 * @param asked.page from 1
 */
export async function listThreads(
  { db }: { db: Asked },
  { personId, guildId }: Scope,
  { words, page }: { words: string; page: number },
): Promise<{ threads: Thread[]; total: number }> {
  const like = words.trim() === '' ? null : `%${words.trim().replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await db.for('use-model').pool.query<Thread & { total: number }>(
    `SELECT id, title, origin, created_at AS "createdAt", changed_at AS "changedAt", (count(*) OVER ())::int4 AS total
       FROM assistant_thread h
      WHERE person_id = $1 AND guild_id = $2
        AND ($3::text IS NULL OR title ILIKE $3 OR EXISTS (
              SELECT FROM assistant_turn t WHERE t.thread_id = h.id AND (t.question ILIKE $3 OR t.answer ILIKE $3)))
      ORDER BY changed_at DESC, id LIMIT $4 OFFSET $5`,
    [personId, guildId, like, PAGE_THREADS, (page - 1) * PAGE_THREADS],
  );
  return { threads: rows.map(({ total, ...thread }) => thread), total: rows[0]?.total ?? 0 };
}
