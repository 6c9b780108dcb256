import type { Database } from '#core/platform/db.server.ts';
import { listKeys, listRecords } from './list-records.server.ts';
import { type ChainFault, checkRecords, NO_HASH } from './rules.ts';
import type { ChainHead } from './schema.ts';
import type { Heads } from './sign-heads.server.ts';

export interface ChainState {
  chain: string;
  records: number;
  /** The first things wrong with it; empty where it is whole. */
  findings: { number: number; fault: ChainFault | 'cut' | 'content' }[];
}

const MOST_FINDINGS = 20;

/** Reads every chain from its beginning and says what is wrong with it: also where it was cut off after a signed head. */
export async function checkChains(db: Database): Promise<ChainState[]> {
  const keys = await listKeys(db);
  const names = await db
    .for('accountability')
    .pool.query<{ chain: string }>('SELECT DISTINCT chain FROM chain_record ORDER BY 1');
  const heads = await readHeads(db);
  const chains = new Set([...names.rows.map(({ chain }) => chain), ...heads.keys()]);
  const states: ChainState[] = [];
  for (const chain of chains) {
    const state: ChainState = { chain, records: 0, findings: [] };
    const wanted = heads.get(chain) ?? new Map<number, string>();
    let after: ChainHead = { number: 0, hash: NO_HASH };
    for (;;) {
      const records = await listRecords(db, chain, after.number);
      state.records += records.length;
      state.findings.push(...(await checkRecords(records, keys, after)));
      for (const { number, hash } of records) if (wanted.get(number) === hash) wanted.delete(number);
      const last = records.at(-1);
      if (!last) break;
      after = last;
    }
    for (const number of wanted.keys()) state.findings.push({ number, fault: 'cut' });
    if (chain === 'audit') state.findings.push(...(await changedEvents(db)));
    state.findings.splice(MOST_FINDINGS);
    states.push(state);
  }
  return states;
}

/** What was ever signed of each chain: number and hash. */
async function readHeads(db: Database): Promise<Map<string, Map<number, string>>> {
  const heads = new Map<string, Map<number, string>>();
  const { rows } = await db
    .for('accountability')
    .pool.query<{ body: string }>(`SELECT body FROM chain_record WHERE chain = 'heads'`);
  for (const { body } of rows)
    for (const [chain, { number, hash }] of Object.entries((JSON.parse(body) as Heads).heads)) {
      const known = heads.get(chain) ?? new Map<number, string>();
      heads.set(chain, known.set(number, hash));
    }
  return heads;
}

/** Audit events that are not what their record says: changed, gone, or put in past the chain. What was erased is neither. */
async function changedEvents(db: Database): Promise<{ number: number; fault: 'content' }[]> {
  const { rows } = await db.for('accountability').pool.query<{ number: number }>(
    `SELECT coalesce(r.number, 0)::float8 AS number
       FROM (SELECT number, body::jsonb AS body FROM chain_record WHERE chain = 'audit') AS r
       FULL JOIN audit_event e ON e.id = (r.body->>'id')::bigint
      WHERE r.number IS NULL OR e.id IS NULL
         OR r.body - '{actor,subject,words}'::text[] <> audit_body(e)::jsonb - '{actor,subject,words}'::text[]
         OR (e.actor_salt IS NOT NULL AND r.body->>'actor' <> audit_body(e)::jsonb->>'actor')
         OR (e.subject_salt IS NOT NULL AND r.body->>'subject' <> audit_body(e)::jsonb->>'subject')
         OR (e.words_salt IS NOT NULL AND r.body->>'words' <> audit_body(e)::jsonb->>'words')
      ORDER BY 1 LIMIT $1`,
    [MOST_FINDINGS],
  );
  return rows.map(({ number }) => ({ number, fault: 'content' }));
}
