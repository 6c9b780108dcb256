import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Gap } from './rules/gap.ts';
import { MOST_GAPS } from './schema.ts';

/**
 * Notes that something was asked and found nowhere; not who asked. Asked again, it is counted. Beyond so many of a guild
 * nothing new is noted. It is part of the caller's transaction, so that a question and what is made of it go together.
 * @returns its id; null where it was not noted
 */
export async function noteGap(
  client: Pick<pg.ClientBase, 'query'>,
  { guildId, nowMs }: { guildId: string; nowMs: number },
  { title, terms }: Gap,
): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO knowledge_gap AS old (guild_id, id, terms, title, asked, asked_at)
     SELECT $1, $2, $3, $4, 1, $5
      WHERE EXISTS (SELECT FROM knowledge_gap WHERE guild_id = $1 AND terms = $3)
         OR (SELECT count(*) FROM knowledge_gap WHERE guild_id = $1) < $6
         ON CONFLICT (guild_id, terms) DO UPDATE SET asked = old.asked + 1, asked_at = excluded.asked_at
     RETURNING id`,
    [guildId, randomUUID(), terms, title, new Date(nowMs), MOST_GAPS],
  );
  return rows[0]?.id ?? null;
}
