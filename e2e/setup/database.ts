import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { instance } from './instance.ts';

/** Runs one statement on the database of the instance under test. */
export async function runSql(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const run = JSON.parse(readFileSync(path.join(instance.home, 'run.json'), 'utf8')) as { databaseUrl: string };
  const client = new pg.Client({ connectionString: run.databaseUrl });
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}
