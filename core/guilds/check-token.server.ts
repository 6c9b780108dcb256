import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { hashOfSecret } from './token-secret.server.ts';

/** That a token was used is written down once in so long. */
const USE_NOTED_MS = 60_000;

/** What a request that bears a token may read. */
export interface CheckedToken {
  id: string;
  guildId: string;
  scopes: readonly string[];
  /** The guild's time zone; null where the guild has the bot no more. */
  timeZone: string | null;
}

/**
 * Looks a token up by its secret, anew each time. Null for one that is unknown, was revoked or has expired, and for one
 * made by a person whose account is suspended.
 */
export async function checkToken(
  { db, clock }: { db: Database; clock: Clock },
  secret: string,
): Promise<CheckedToken | null> {
  const hash = hashOfSecret(secret);
  if (hash === null) return null;
  const now = new Date(clock.now());
  const { rows } = await db.for('sign-in', 'serve-guild').pool.query<CheckedRow>(
    `SELECT t.id, t.guild_id, t.scopes, t.last_used_at, g.time_zone
       FROM api_token t LEFT JOIN guild g ON g.id = t.guild_id AND g.removed_at IS NULL
      WHERE t.secret_hash = $1 AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > $2)
        AND NOT EXISTS (SELECT FROM account a WHERE a.id = t.created_by AND a.suspended_at IS NOT NULL)`,
    [hash, now],
  );
  const [row] = rows;
  if (!row) return null;
  if (row.last_used_at === null || now.getTime() - row.last_used_at.getTime() >= USE_NOTED_MS)
    await db
      .for('sign-in', 'serve-guild')
      .pool.query('UPDATE api_token SET last_used_at = $2 WHERE id = $1', [row.id, now]);
  return { id: row.id, guildId: row.guild_id, scopes: row.scopes, timeZone: row.time_zone };
}

interface CheckedRow {
  id: string;
  guild_id: string;
  scopes: string[];
  last_used_at: Date | null;
  time_zone: string | null;
}
