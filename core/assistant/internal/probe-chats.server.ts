import type { PoolClient } from 'pg';
import { aiHolder } from '#core/ai/personal-data.server.ts';
import type { Clock } from '#core/platform/clock.ts';
import { type Database, within } from '#core/platform/db.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';
import type { PersonalDataHolder } from '#core/platform/personal-data.server.ts';
import { tryOut } from '#core/platform/try-out.server.ts';
import { personalTables } from '#core/privacy/read-held.server.ts';
import { assistantHolder } from '../personal-data.server.ts';
import { sweepThreads } from '../sweep-threads.server.ts';
import { nobody, tryConversation } from './try-conversation.server.ts';

export interface ChatDeps {
  db: Database;
  clock: Clock;
  /** Mechanisms, as they are tried. */
  sweep?: typeof sweepThreads | undefined;
  holders?: readonly PersonalDataHolder[] | undefined;
}

/** Where AI leaves something of a person: tables, each with the column that says whose it is. */
const left = [...personalTables()].flatMap(([table, columns]) => {
  const own = columns.find(({ purpose, also }) => purpose === 'use-model' || also === 'use-model');
  return own?.subject.of === 'person' && 'column' in own.subject && own.subject.column
    ? [{ table, column: own.subject.column }]
    : [];
});

/** Probes of how long conversations stay, and of what is left of them and of all that AI made when their person is erased. */
export function chatProbes({
  db,
  clock,
  sweep = sweepThreads,
  holders = [assistantHolder, aiHolder],
}: ChatDeps): Probe[] {
  return [
    {
      promise: 'P38',
      async look() {
        const found = await tryOut(db.for('use-model', 'sign-in'), (client) => tryAges(client));
        const { rows } = await db
          .for('use-model', 'accountability')
          .pool.query<{ conversations: number; oldest: string | null; expiring: number }>(
            `SELECT count(*)::int4 AS conversations, (min(created_at) AT TIME ZONE 'UTC')::date::text AS oldest,
                    (SELECT count(*)::int4 FROM assistant_expiry) AS expiring FROM assistant_thread`,
          );
        const { conversations = 0, oldest = null, expiring = 0 } = rows[0] ?? {};
        return keptUnless(found, { conversations, ...(oldest ? { oldestConversation: oldest } : {}), expiring });
      },
    },
    {
      promise: 'A45',
      async look() {
        const found = await tryOut(db.for('answer-request', 'use-model'), async (client) => {
          await tryConversation(client, clock);
          await client.query(`INSERT INTO ai_opt_out (user_id, feature, at) VALUES (${nobody.personId}, '', now())`);
          await client.query(`INSERT INTO assistant_expiry VALUES (${nobody.personId}, 30, now())`);
          await eraseNobody(client);
          return leftOver(client);
        });
        const known = new Set(holders.flatMap(({ parts }) => parts.flatMap(({ tables }) => tables)));
        const unheld = left.filter(({ table }) => !known.has(table)).map(({ table }) => table);
        return keptUnless([...new Set([...found, ...unheld])], { aiTables: left.map(({ table }) => table) });
      },
    },
  ];

  /** A conversation of ten years ago: it stays while its person has an account, and ends once they chose that. */
  async function tryAges(client: PoolClient): Promise<string[]> {
    const { threadId } = await tryConversation(client, clock);
    const old = new Date(clock.now() - 3_650 * 86_400_000);
    await client.query(`INSERT INTO account (id, username) VALUES (${nobody.personId}, 'nobody')`);
    await client.query('UPDATE assistant_thread SET changed_at = $2 WHERE id = $1', [threadId, old]);
    const stays = async () => {
      await sweep({ db: within({ pool: client }), clock });
      return (await client.query('SELECT FROM assistant_thread WHERE id = $1', [threadId])).rowCount === 1;
    };
    const early = (await stays()) ? [] : ['deleted before its person said so'];
    await client.query(`INSERT INTO assistant_expiry VALUES (${nobody.personId}, 30, now())`);
    return [...early, ...((await stays()) ? ['kept for longer than its person chose'] : [])];
  }

  async function eraseNobody(client: PoolClient): Promise<void> {
    const scope = { personId: nobody.personId, guildId: null };
    for (const part of holders.flatMap(({ parts }) => parts))
      for (let from: number | null = 0; from !== null; ) from = (await part.erase(client, scope, from)).next;
  }
}

/** Tables in which something of nobody still is. */
async function leftOver(client: PoolClient): Promise<string[]> {
  const asked = left.map(
    ({ table, column }) => `SELECT '${table}' AS name WHERE EXISTS (SELECT FROM ${table} WHERE ${column} = $1)`,
  );
  const { rows } = await client.query<{ name: string }>(asked.join(' UNION ALL '), [nobody.personId]);
  return rows.map(({ name }) => name);
}
