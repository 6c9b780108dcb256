import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { DiscordOauth } from '#core/platform/discord-oauth.server.ts';

/** What the use cases of this room stand on. */
export interface AccountsDeps {
  db: Database;
  clock: Clock;
  oauth: DiscordOauth;
  secrets: readonly string[];
  staffIds: ReadonlySet<string>;
}
