import type pg from 'pg';

/**
 * To the end of the transaction nobody else takes cells out of rows and writes them to others. Whoever looks for cells in
 * order to delete them needs it too: a row that is being merged is gone by the time it is reached, and what was made of it
 * is not seen yet. A statement that begins after this finds each cell where it will stay.
 */
export async function holdCells(client: pg.ClientBase): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock(72707395)');
}
