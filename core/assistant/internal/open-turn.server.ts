import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { forgetSamples } from '#core/ai/forget-samples.server.ts';
import { redact } from '#core/ai/rules/redact.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import { type Database, within } from '#core/platform/db.server.ts';
import { inTransaction } from '#core/platform/in-transaction.server.ts';
import { LONGEST_QUESTION, LONGEST_TITLE, MOST_TURNS, type Origin, questionSchema, type Scope } from '../schema.ts';
import type { OpenTurn } from './answer-turn.server.ts';
import { readTurns } from './turn-rows.server.ts';

const HOUR_MS = 3_600_000;
/** Questions of a person within an hour, over all guilds. */
const MOST_AN_HOUR = 60;

interface Asked {
  /** Null: in a new thread. */
  threadId: string | null;
  /** It and what comes after it in the thread go: asked anew. Null: nothing goes. */
  fromTurnId: string | null;
  /** It is masked before it is kept. */
  question: string;
  origin: Origin;
}

/**
 * Begins a turn with a question.
 * @throws AppError 'bad_input' · 'not_found' · 'conflict' (the thread is full) · 'too_many_requests'
 */
export async function openTurn(
  { db, clock }: { db: Database; clock: Clock },
  scope: Scope,
  asked: Asked,
): Promise<OpenTurn> {
  const parsed = questionSchema.safeParse(asked.question);
  if (!parsed.success) throw new AppError('bad_input', 'no question', { cause: parsed.error });
  const question = redact(parsed.data).text.slice(0, LONGEST_QUESTION);
  const ids = { threadId: asked.threadId ?? randomUUID(), turnId: randomUUID() };
  const now = new Date(clock.now());
  const isNew = asked.threadId === null;
  await inTransaction(db.for('use-model'), (tx) => writeTurn(tx, scope, { ...asked, ...ids, isNew, question, now }));
  const turns = await readTurns(db, scope, { threadId: ids.threadId, nowMs: now.getTime() });
  return { ...ids, question, before: turns.filter(({ id }) => id !== ids.turnId) };
}

type Written = Asked & { threadId: string; turnId: string; isNew: boolean; now: Date };

/** Writes down a turn that begins, within a transaction of its own. @throws AppError as `openTurn` */
export async function writeTurn(client: PoolClient, { personId, guildId }: Scope, asked: Written): Promise<void> {
  const { threadId, turnId, fromTurnId, question, now } = asked;
  // One at a time of a person, so that asking at once does not get more.
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended('assistant', $1::int8))", [personId]);
  const recent = await client.query<{ asked: number }>(
    'SELECT count(*)::int4 AS asked FROM assistant_turn WHERE person_id = $1 AND asked_at > $2',
    [personId, new Date(now.getTime() - HOUR_MS)],
  );
  if ((recent.rows[0]?.asked ?? 0) >= MOST_AN_HOUR)
    throw new AppError('too_many_requests', 'as many questions within an hour as a person may ask');
  const { rowCount } = asked.isNew
    ? await client.query(
        `INSERT INTO assistant_thread (id, person_id, guild_id, title, origin, created_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)`,
        [threadId, personId, guildId, titleOf(question), asked.origin, now],
      )
    : // Its row is held until the turn is there: two questions at once get two numbers.
      await client.query(
        'UPDATE assistant_thread SET changed_at = $4 WHERE id = $1 AND person_id = $2 AND guild_id = $3',
        [threadId, personId, guildId, now],
      );
  if (!rowCount) throw new AppError('not_found', 'no such conversation of this person in this guild');
  const own = [threadId, personId, guildId];
  if (fromTurnId !== null) {
    const gone = await client.query<{ callIds: string[] }>(
      `DELETE FROM assistant_turn WHERE thread_id = $1 AND person_id = $2 AND guild_id = $3
          AND number >= (SELECT number FROM assistant_turn WHERE id = $4 AND thread_id = $1)
       RETURNING call_ids AS "callIds"`,
      [...own, fromTurnId],
    );
    await forgetSamples(within({ pool: client }), { callIds: gone.rows.flatMap(({ callIds }) => callIds) });
  }
  const turn = await client.query(
    `INSERT INTO assistant_turn (id, thread_id, person_id, guild_id, number, asked_at, question, answer, state, sources,
                                 unsupported, call_ids)
     SELECT $4, $1, $2, $3, coalesce(max(number), 0) + 1, $5, $6, '', 'writing', '[]', '{}', '{}'
       FROM assistant_turn WHERE thread_id = $1 AND person_id = $2 AND guild_id = $3 HAVING count(*) < $7`,
    [...own, turnId, now, question, MOST_TURNS],
  );
  if (!turn.rowCount) throw new AppError('conflict', 'the conversation has as many questions as it may');
}

function titleOf(question: string): string {
  const line = question.replace(/\s+/g, ' ').trim();
  const signs = [...line];
  return signs.length <= LONGEST_TITLE ? line : `${signs.slice(0, LONGEST_TITLE - 1).join('')}…`;
}
