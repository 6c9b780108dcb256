import type pg from 'pg';
import type { ThreadRow } from '../count-batch.server.ts';

export async function saveThreads(client: pg.ClientBase, threads: readonly ThreadRow[]): Promise<void> {
  if (threads.length === 0) return;
  await client.query(
    `INSERT INTO analytics.thread (guild_id, thread_id, parent_id)
     SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS t(guild_id, thread_id, parent_id) ORDER BY 1, 2
     ON CONFLICT (guild_id, thread_id) DO NOTHING`,
    [threads.map((row) => row.guildId), threads.map((row) => row.threadId), threads.map((row) => row.parentId)],
  );
}
