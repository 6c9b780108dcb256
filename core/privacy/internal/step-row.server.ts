import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { inTransaction } from '#core/platform/in-transaction.server.ts';
import type { RightsDeps } from '../deps.server.ts';
import type { Right } from '../schema.ts';

type Client = Pick<pg.ClientBase, 'query'>;

const LEASE_MS = 2 * 60_000;
const MOST_PAUSE_MS = 5 * 60_000;
/** After so many tries in vain the person is told that something does not work. */
const TRIES = 5;

/** A request whose step this process does. */
export interface Work {
  requestId: string;
  right: Right;
  of: 'person' | 'guild';
  personId: string | null;
  guildId: string | null;
  purpose: string | null;
  undo: boolean;
  locale: string;
  recipient: string | null;
  reason: string | null;
  askedAt: Date;
  place: number;
  name: string;
  nextPart: number;
  attempts: number;
  lease: string;
}

/** The lease went to somebody else while this process stood still: nothing of its transaction holds. */
class LostLease extends Error {}

/** Names of the steps of a request, in their order. */
function stepsOf(deps: RightsDeps, right: Right, of: string): string[] {
  if (right === 'erase') {
    const parts =
      of === 'guild'
        ? deps.holders.flatMap(({ ofGuild }) => ofGuild?.parts.map(({ name }) => `guild:${name}`) ?? [])
        : deps.holders.flatMap(({ room, parts }) => parts.map(({ name }) => `${room}:${name}`));
    return ['refuse', ...parts, 'check'];
  }
  return [right === 'export' ? 'write' : 'apply', 'receipt'];
}

/** Lays out the steps of requests that have none. */
export async function planRequests(deps: RightsDeps): Promise<void> {
  await inTransaction(deps.db.for('answer-request', 'keep-promises'), async (client) => {
    const { rows } = await client.query<{ id: string; right: Right; of: string }>(
      `SELECT id, asked_right AS right, "of" FROM rights_request WHERE state = 'open'
        ORDER BY asked_at LIMIT 100 FOR UPDATE SKIP LOCKED`,
    );
    for (const { id, right, of } of rows) {
      const names = stepsOf(deps, right, of);
      await client.query(
        `INSERT INTO rights_step (request_id, place, name, next_at)
         SELECT $1, place - 1, name, $3 FROM unnest($2::text[]) WITH ORDINALITY AS s(name, place)`,
        [id, names, new Date(deps.clock.now())],
      );
      await client.query(`UPDATE rights_request SET state = 'running' WHERE id = $1`, [id]);
    }
  });
}

/** Takes the next step that nobody does; the steps of a request are done in their order. */
export async function takeStep({ db, clock }: RightsDeps): Promise<Work | null> {
  const now = clock.now();
  const { rows } = await db.for('answer-request').pool.query<Work>(
    `WITH due AS (
       SELECT s.request_id, s.place FROM rights_step s JOIN rights_request r ON r.id = s.request_id
        WHERE r.finished_at IS NULL AND r.state IN ('running', 'held') AND s.state <> 'done' AND s.next_at <= $1
          AND (s.lease_until IS NULL OR s.lease_until <= $1)
          AND NOT EXISTS (SELECT 1 FROM rights_step b WHERE b.request_id = s.request_id AND b.place < s.place AND b.state <> 'done')
        ORDER BY r.asked_at, s.place LIMIT 1 FOR UPDATE OF s SKIP LOCKED
     )
     UPDATE rights_step s SET lease = $2, lease_until = $3, state = 'running', attempts = s.attempts + 1
       FROM due JOIN rights_request r ON r.id = due.request_id
      WHERE s.request_id = due.request_id AND s.place = due.place
     RETURNING r.id AS "requestId", r.asked_right AS right, r."of", r.person_id AS "personId", r.guild_id AS "guildId",
               r.purpose, r.undo, r.locale, r.recipient, r.reason, r.asked_at AS "askedAt",
               s.place, s.name, s.next_part AS "nextPart", s.attempts, s.lease`,
    [new Date(now), randomUUID(), new Date(now + LEASE_MS)],
  );
  return rows[0] ?? null;
}

/** A piece of a step: its effect, its counts and how far it is, all or nothing, and only while the lease is ours. */
export function piece<T>(
  { db, clock }: RightsDeps,
  work: Work,
  run: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return inTransaction(db.for('answer-request', 'keep-promises'), async (client) => {
    const { rowCount } = await client.query(
      'UPDATE rights_step SET lease_until = $4 WHERE request_id = $1 AND place = $2 AND lease = $3',
      [work.requestId, work.place, work.lease, new Date(clock.now() + LEASE_MS)],
    );
    // An erasure of the same person may be ending this request: of the two only one is done, after the other.
    const open = await client.query('SELECT 1 FROM rights_request WHERE id = $1 AND finished_at IS NULL FOR SHARE', [
      work.requestId,
    ]);
    if (rowCount === 0 || open.rowCount === 0) throw new LostLease('the lease of this step is somebody else now');
    return run(client);
  });
}

/** Adds to the counts that the receipt tells. */
export async function addCounts(
  client: Client,
  { requestId, place }: Work,
  rows: Readonly<Record<string, number>>,
): Promise<void> {
  const tables = Object.keys(rows).filter((table) => rows[table]);
  await client.query(
    `INSERT INTO rights_count AS old (request_id, table_name, rows)
     SELECT $1, t.name, t.rows FROM unnest($2::text[], $3::int[]) AS t(name, rows)
     ON CONFLICT (request_id, table_name) DO UPDATE SET rows = old.rows + excluded.rows`,
    [requestId, tables, tables.map((table) => rows[table])],
  );
  const sum = tables.reduce((all, table) => all + (rows[table] ?? 0), 0);
  await client.query('UPDATE rights_step SET done = done + $3 WHERE request_id = $1 AND place = $2', [
    requestId,
    place,
    sum,
  ]);
}

/** @param next where the step goes on; null where it is done */
export async function advance(client: Client, { requestId, place }: Work, next: number | null): Promise<void> {
  await client.query(
    `UPDATE rights_step SET next_part = coalesce($3, next_part), error = NULL,
            state = CASE WHEN $3::int IS NULL THEN 'done' ELSE 'running' END,
            lease = CASE WHEN $3::int IS NULL THEN NULL ELSE lease END,
            lease_until = CASE WHEN $3::int IS NULL THEN NULL ELSE lease_until END
      WHERE request_id = $1 AND place = $2`,
    [requestId, place, next],
  );
}

/** Something failed: the step is tried again, later and later. */
export async function postpone({ db, clock, log }: RightsDeps, work: Work, error: unknown): Promise<void> {
  if (error instanceof LostLease) return;
  const { requestId, place, lease, attempts, name } = work;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
  log.warn({ requestId, step: name, attempts, error }, 'a request could not go on, trying again');
  const pause = Math.min(MOST_PAUSE_MS, 1_000 * 2 ** Math.min(attempts, 12));
  await db.for('answer-request').pool.query(
    `UPDATE rights_step SET lease = NULL, lease_until = NULL, error = $4, next_at = $5
      WHERE request_id = $1 AND place = $2 AND lease = $3`,
    [requestId, place, lease, code, new Date(clock.now() + pause)],
  );
  if (attempts >= TRIES)
    await db
      .for('answer-request')
      .pool.query(
        `UPDATE rights_request SET state = 'held', reason = 'retrying' WHERE id = $1 AND state = 'running' AND reason IS NULL`,
        [requestId],
      );
}
