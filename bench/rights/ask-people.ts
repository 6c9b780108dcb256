import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '#core/platform/clock.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { getProgress } from '#core/privacy/get-progress.server.ts';
import { openRequest } from '#core/privacy/open-request.server.ts';
import type { FilledDatabase } from '../scale/filled-database.ts';

const HOUR_DAYS = 3;
const GIVE_UP_MS = 15 * 60_000;

export type Asked = 'export' | 'erase';

/** People of whom much is held, and as many of whom little is, in turn: for each right others. */
export async function choosePeople({ db, world }: FilledDatabase, each: number): Promise<Record<Asked, string[]>> {
  const { big, today } = world;
  const heavy = await db.pool.query<{ id: string }>(
    'SELECT user_id AS id FROM analytics.messages_of($1, $2, $3) GROUP BY 1 ORDER BY sum(messages) DESC, 1 LIMIT $4',
    [big.id, (today - HOUR_DAYS) * 24, today * 24, each],
  );
  const taken = heavy.rows.map(({ id }) => id);
  const ordinary = await db.pool.query<{ id: string }>(
    `SELECT DISTINCT user_id AS id FROM analytics.message_pack, unnest(user_ids) AS user_id
      WHERE day = $1 AND guild_id <> $2 AND user_id <> ALL($3::int8[]) ORDER BY 1 LIMIT $4`,
    [today - HOUR_DAYS, big.id, taken, each],
  );
  const people = taken.flatMap((id, at) => [id, ordinary.rows[at]?.id ?? id]);
  return {
    export: people.filter((_, at) => at % 4 < 2).slice(0, each),
    erase: people.filter((_, at) => at % 4 >= 2).slice(0, each),
  };
}

/** One after the other asks for it when the one before has it. @returns seconds from asking to `done`, ascending */
export async function askOneByOne(
  db: WholeDatabase,
  right: Asked,
  people: readonly string[],
  say: (line: string) => void,
): Promise<number[]> {
  const seconds: number[] = [];
  for (const personId of people) {
    const asker = { personId, surface: 'dashboard', locale: 'en' } as const;
    const { requestId } = await openRequest({ db, clock: systemClock }, asker, { right });
    const took = await secondsUntilDone(db, requestId);
    seconds.push(took);
    say(`${right} ${seconds.length} of ${people.length}: ${took.toFixed(1)} s`);
  }
  return seconds.sort((a, b) => a - b);
}

async function secondsUntilDone(db: WholeDatabase, requestId: string): Promise<number> {
  for (const end = Date.now() + GIVE_UP_MS; Date.now() < end; await sleep(100)) {
    const { state, askedAt, finishedAt } = await getProgress(db, requestId);
    if (state === 'done' && finishedAt) return (finishedAt.getTime() - askedAt.getTime()) / 1_000;
  }
  throw new Error(`request ${requestId} does not come to an end`);
}
