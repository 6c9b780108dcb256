import type pg from 'pg';
import type { Signer } from '#core/platform/signing.server.ts';

/** Chains that a use case writes itself; the one of the audit events is written by the database. */
export type Chain = 'heads' | 'receipts' | 'promises';

/**
 * Puts a record at the end of a chain, inside the transaction of what it tells of. Others wait for that transaction.
 * @param body what anybody may read, for ever: never the id or the words of a person
 * @returns its number
 */
export async function appendRecord(
  client: Pick<pg.ClientBase, 'query'>,
  { chain, body }: { chain: Chain; body: unknown },
  signer: Signer | null,
): Promise<number> {
  const text = JSON.stringify(body);
  if (signer)
    await client.query('INSERT INTO signing_key (id, public_key) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      signer.keyId,
      signer.publicKey,
    ]);
  const { rows } = await client.query<{ number: number }>('SELECT chain_append($1, $2, $3, $4)::float8 AS number', [
    chain,
    text,
    signer?.sign(text) ?? null,
    signer?.keyId ?? null,
  ]);
  return rows[0]?.number ?? 0;
}
