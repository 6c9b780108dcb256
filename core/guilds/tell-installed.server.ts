import { isAppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { DiscordMessages } from '#core/platform/discord-messages.server.ts';

/** News of an installation are told this long; later they are none. */
const NEWS_MS = 86_400_000;

interface Untold {
  id: string;
  tell_channel_id: string;
  preferred_locale: string;
}

/**
 * Says in every guild that has just got the bot what it does, where the guild has its news told: once, whatever process ends
 * meanwhile. Where the bot may not write there, nothing is said, and nothing is tried elsewhere.
 * @param say the words, for a guild's language such as "pt-BR"
 * @returns how many guilds were told, and how many the next call has to tell because Discord could not be asked
 */
export async function tellInstalled(
  { db, clock, messages }: { db: Database; clock: Clock; messages: Pick<DiscordMessages, 'send'> },
  say: (locale: string) => string,
): Promise<{ sent: number; failed: number }> {
  const now = clock.now();
  const done = { sent: 0, failed: 0 };
  const { rows } = await db.for('serve-guild').pool.query<Untold>(
    `SELECT id, tell_channel_id, preferred_locale FROM guild
      WHERE tell_channel_id IS NOT NULL AND told_at IS NULL AND removed_at IS NULL AND installed_at > $1 ORDER BY id`,
    [new Date(now - NEWS_MS)],
  );
  for (const { id, tell_channel_id: channelId, preferred_locale: locale } of rows) {
    // Discord takes a nonce once within some minutes: a process that ended in between does not tell twice.
    const answer = await messages
      .send(channelId, { content: say(locale), nonce: id, picture: null })
      .catch((error: unknown) => {
        if (isAppError(error) && error.code === 'discord_unavailable') return null;
        throw error;
      });
    if (answer === null) {
      done.failed += 1;
      continue;
    }
    await db
      .for('serve-guild')
      .pool.query('UPDATE guild SET told_at = $2 WHERE id = $1 AND told_at IS NULL', [id, new Date(now)]);
    if (!('refused' in answer)) done.sent += 1;
  }
  return done;
}
