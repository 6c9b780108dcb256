import type pg from 'pg';
import { AppError } from './app-error.ts';

/**
 * Binds the database to the Discord it serves, at the first boot, and refuses any other ever after: data of two
 * Discords never meets. The port does not count: a Discord on this machine may move to another.
 * @throws AppError 'misconfigured' in one sentence
 */
export async function claimInstance(pool: Pick<pg.Pool, 'query'>, discordApiUrl: string): Promise<void> {
  const mine = new URL(discordApiUrl).hostname;
  await pool.query('INSERT INTO instance (discord_host) VALUES ($1) ON CONFLICT (id) DO NOTHING', [mine]);
  const { rows } = await pool.query<{ discord_host: string }>('SELECT discord_host FROM instance');
  const theirs = rows[0]?.discord_host;
  if (theirs === mine) return;
  throw new AppError(
    'misconfigured',
    `This database holds the data of the Discord at ${theirs} and DISCORD_API_URL names ${mine}: set DATABASE_URL to another database.`,
  );
}
