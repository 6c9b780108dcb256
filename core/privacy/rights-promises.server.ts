import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { Evidence, Probe } from '#core/platform/evidence.ts';
import type { PersonalDataHolder } from '#core/platform/personal-data.server.ts';
import { tryOut } from '#core/platform/try-out.server.ts';
import { listScopedTables } from './list-guild-leftovers.server.ts';
import { type HeldReader, heldTables, personalTables, readHeldTable } from './read-held.server.ts';
import type { Right } from './schema.ts';

export interface RightsProbeDeps {
  db: Database;
  clock: Clock;
  holders: readonly PersonalDataHolder[];
  readers: readonly HeldReader[];
}

/** Parts and holds, of people or of guilds. */
interface Named {
  parts: readonly { tables: readonly string[] }[];
  holds: readonly { table: string }[];
}

/** Nobody has this id: Discord's begin in 2015. */
const NOBODY = '1';

/** Probes of what is promised about people's rights: of how requests stand, and of what does them. */
export function rightsProbes(deps: RightsProbeDeps): Probe[] {
  return [
    {
      promise: 'P42',
      async look() {
        const tables = heldTables({ guildId: null });
        const found: string[] = [];
        for (const table of tables)
          await readHeldTable(
            deps.db.for('answer-request', 'keep-promises'),
            { personId: NOBODY, guildId: null },
            table,
            deps.readers,
          ).catch(() => found.push(table));
        const columns = [...personalTables().values()].reduce((sum, { length }) => sum + length, 0);
        return {
          state: found.length > 0 ? 'broken' : 'kept',
          facts: { tables: tables.length, columns, ...named(found) },
        };
      },
    },
    { promise: 'P43', look: async () => standing(deps, 'correct', []) },
    { promise: 'P44', look: async () => standing(deps, 'erase', [...notErased(deps), ...(await openGate(deps))]) },
    { promise: 'P45', look: async () => standing(deps, 'export', []) },
  ];
}

const named = (found: readonly string[]) => (found.length > 0 ? { found } : {});

/** Broken past the month that the law gives, or where one is called done that cannot show it; degraded past our own time. */
async function standing({ db, clock }: RightsProbeDeps, right: Right, found: readonly string[]): Promise<Evidence> {
  const { rows } = await db
    .for('answer-request')
    .pool.query<{ open: number; overdue: number; late: number; done: number; unproven: number }>(
      `SELECT count(*) FILTER (WHERE finished_at IS NULL)::int4 AS open,
            count(*) FILTER (WHERE finished_at IS NULL AND own_due_at < $2)::int4 AS overdue,
            count(*) FILTER (WHERE finished_at IS NULL AND due_at < $2)::int4 AS late,
            count(*) FILTER (WHERE state = 'done')::int4 AS done,
            count(*) FILTER (WHERE state = 'done' AND (receipt_number IS NULL OR NOT EXISTS (
              SELECT 1 FROM chain_record c WHERE c.chain = 'receipts' AND c.number = receipt_number
                 AND c.body::jsonb->>'requestId' = id::text
                 AND (asked_right <> 'erase' OR c.body::jsonb->>'left' = '0')
                 AND (asked_right <> 'export' OR c.body::jsonb->'file' <> 'null'::jsonb))))::int4 AS unproven
       FROM rights_request WHERE asked_right = $1`,
      [right, new Date(clock.now())],
    );
  const { open, overdue, late, done, unproven } = rows[0] ?? { open: 0, overdue: 0, late: 0, done: 0, unproven: 0 };
  const isBroken = late > 0 || unproven > 0 || found.length > 0;
  return {
    state: isBroken ? 'broken' : overdue > 0 ? 'degraded' : 'kept',
    facts: { open, overdue, done, unproven, ...named(found) },
  };
}

/** Tables about people, or of guilds, that nothing erases and no duty keeps. */
function notErased({ holders }: RightsProbeDeps): string[] {
  const known = new Set(holders.flatMap(tablesOf));
  const ofGuilds = new Set(holders.flatMap(({ ofGuild }) => (ofGuild ? tablesOf(ofGuild) : [])));
  return [
    ...[...personalTables().keys()].filter((table) => !known.has(table)),
    ...listScopedTables().flatMap(({ table }) => (ofGuilds.has(table) ? [] : [table])),
  ];
}

function tablesOf({ parts, holds }: Named): string[] {
  return [...parts.flatMap(({ tables }) => tables), ...holds.map(({ table }) => table)];
}

/** Whether the gate lets in what somebody did before they were erased: tried with nobody's id, and taken back. */
async function openGate({ db }: RightsProbeDeps): Promise<string[]> {
  return tryOut(db.for('answer-request'), async (client) => {
    await client.query(
      `INSERT INTO erasure_tombstone (hash, mark, until_ms) VALUES ((erasure_hashes($1, 0))[1], erasure_mark($1, (erasure_seeds())[1]), 1000)`,
      [NOBODY],
    );
    const { rows } = await client.query<{ before: boolean; later: boolean; another: boolean }>(
      'SELECT is_erased($1, 7, 999) AS before, is_erased($1, 7, 1000) AS later, is_erased(2, 7, 999) AS another',
      [NOBODY],
    );
    const [seen] = rows;
    return seen?.before && !seen.later && !seen.another ? [] : ['is_erased'];
  });
}
