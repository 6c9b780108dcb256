import type { PoolClient } from 'pg';
import type { Clock } from '#core/platform/clock.ts';
import { type Database, isConnectionError, within } from '#core/platform/db.server.ts';
import { type Evidence, keptUnless, type Probe } from '#core/platform/evidence.ts';
import { tryOut } from '#core/platform/try-out.server.ts';
import { decisionKinds } from '#core/policies/decisions.ts';
import { exportThreads } from './export-threads.server.ts';
import { deleteWhere } from './internal/delete-where.server.ts';
import { type ChatDeps, chatProbes } from './internal/probe-chats.server.ts';
import { type LabelDeps, labelProbes } from './internal/probe-labels.server.ts';
import { promptOf } from './internal/prompt.ts';
import { ANSWERED, ASKED, nobody, type Tried, tryConversation } from './internal/try-conversation.server.ts';
import {
  decisionTables,
  notRefused,
  personTables,
  readGrants,
  settingTables,
  writesTo,
} from './internal/try-role.server.ts';
import { readTurns } from './internal/turn-rows.server.ts';

const DAY_MS = 86_400_000;

interface Deps {
  db: Database;
  clock: Clock;
  /** Mechanisms, as they are tried. */
  prompt?: typeof promptOf;
  remove?: typeof deleteWhere;
  say?: NonNullable<LabelDeps['say']>;
  topics?: NonNullable<LabelDeps['topics']>;
  sweep?: NonNullable<ChatDeps['sweep']>;
  holders?: NonNullable<ChatDeps['holders']>;
}

/** Probes of what is promised about the assistant: conversations are written as nobody's, and all is taken back. */
export function assistantProbes({ db, clock, prompt = promptOf, remove = deleteWhere, ...more }: Deps): Probe[] {
  /** Codes of what was found in a conversation that was tried; what the database refuses is not kept. */
  const tryOne = (look: (client: PoolClient, tried: Tried) => Promise<string[]>) =>
    tryOut(db.for('use-model'), async (client) => look(client, await tryConversation(client, clock))).catch(
      (error: unknown) => {
        if (isConnectionError(error)) throw error;
        return ['refused'];
      },
    );
  const asModel = (statements: readonly string[]) =>
    tryOut(db.for('keep-promises'), (client) => notRefused(client, statements));
  const count = async (sql: string) => {
    const { rows } = await db.for('use-model', 'accountability').pool.query<{ count: number }>(sql);
    return rows[0]?.count ?? 0;
  };
  const conversations = () => count('SELECT count(*)::int4 AS count FROM assistant_thread');
  return [
    {
      promise: 'P03',
      async look() {
        const found = await tryOne(async (client, { threadId }) => {
          const asked = { threadId, kind: 'json', locale: 'en' } as const;
          const exported = await exportThreads({ db: within({ pool: client }), clock }, nobody, asked);
          return [
            ...(exported.includes(ASKED) ? [] : ['question lost']),
            ...(exported.includes(ANSWERED) ? [] : ['answer lost']),
          ];
        });
        return keptUnless(found, { conversations: await conversations() });
      },
    },
    {
      promise: 'P16',
      async look() {
        const found = await tryOne(async (client, { threadId }) => {
          const at = { threadId, nowMs: clock.now() };
          const before = await readTurns(within({ pool: client }), nobody, at);
          const told = { locale: 'en', timeZone: 'UTC', today: Math.floor(clock.now() / DAY_MS) } as const;
          const sent = JSON.stringify(prompt(told, 'And then?', before));
          return sent.includes(ASKED) && sent.includes(ANSWERED) ? [] : ['an earlier turn is not told'];
        });
        return keptUnless(found, { conversations: await conversations() });
      },
    },
    {
      promise: 'P17',
      async look() {
        const found = await tryOne(async (client, tried) => {
          await remove(within({ pool: client }), nobody, tried.threadId);
          return leftOf(client, tried);
        });
        return keptUnless(found, { conversations: await conversations() });
      },
    },
    {
      promise: 'A22',
      async look() {
        const { readable, found } = await readGrants(db.for('keep-promises').pool);
        const open = await asModel(personTables.map((table) => `SELECT FROM ${table} LIMIT 1`));
        return keptUnless([...found, ...open], { readable, writable: found.length });
      },
    },
    { promise: 'A62', look: async () => keptUnless(await asModel(settingTables.flatMap(writesTo)), {}) },
    {
      promise: 'A02',
      async look() {
        const byModel = await count("SELECT count(*)::int4 AS count FROM audit_event WHERE actor_kind = 'model'");
        const found = [
          ...(await asModel(decisionTables.flatMap(writesTo))),
          ...(byModel > 0 ? ['a decision of a model on record'] : []),
        ];
        return keptUnless(found, { aiDecisions: decisionKinds.length, byModel });
      },
    },
    { promise: 'A56', look: () => lookAtProposals() },
    ...labelProbes({ db, clock, ...more }),
    ...chatProbes({ db, clock, ...more }),
  ];

  async function lookAtProposals(): Promise<Evidence> {
    const found = await tryOne(async (client, { proposalId, turnId }) => {
      const made = `INSERT INTO assistant_proposal (id, turn_id, person_id, guild_id, number, content, state, decided_at)
        VALUES (gen_random_uuid(), '${turnId}', 1, 1, 9, '{}', 'applied', now())`;
      const applied = `UPDATE assistant_proposal SET state = 'applied', decided_at = now() WHERE id = '${proposalId}'`;
      return [
        ...((await isRefused(client, 'person', made)) ? [] : ['made and applied at once']),
        ...((await isRefused(client, 'system', applied)) ? [] : ['applied by a system']),
        ...((await isRefused(client, 'model', applied)) ? [] : ['applied by a model']),
      ];
    });
    return keptUnless(found, {
      proposed: await count('SELECT count(*)::int4 AS count FROM assistant_proposal'),
      applied: await count("SELECT count(*)::int4 AS count FROM assistant_proposal WHERE state = 'applied'"),
    });
  }
}

/** Tables in which something of a deleted conversation still is. */
async function leftOf(client: PoolClient, { threadId, turnId, proposalId, callId }: Tried): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT 'assistant_thread' AS name FROM assistant_thread WHERE id = $1
     UNION SELECT 'assistant_turn' FROM assistant_turn WHERE id = $2
     UNION SELECT 'assistant_proposal' FROM assistant_proposal WHERE id = $3
     UNION SELECT 'ai_sample' FROM ai_sample WHERE call_id = $4`,
    [threadId, turnId, proposalId, callId],
  );
  return rows.map(({ name }) => name);
}

/** Whether the database refuses a statement on a connection for the acts of one kind. */
async function isRefused(client: PoolClient, acts: string, sql: string): Promise<boolean> {
  await client.query('SAVEPOINT tried');
  await client.query("SELECT set_config('procord.acts', $1, true)", [acts]);
  const refused = await client.query(sql).then(
    () => false,
    () => true,
  );
  await client.query('ROLLBACK TO SAVEPOINT tried');
  return refused;
}
