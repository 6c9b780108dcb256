import { getOverview } from '#core/analytics/get-overview.server.ts';
import type { Overview } from '#core/analytics/rules.ts';
import { getGuildTimeZone } from '#core/guilds/get-guild-time-zone.server.ts';
import type { CommandUse } from '../command.ts';

/** The guild's overview as its page shows it, in the guild's time zone. */
export async function readToday({ guildId, deps }: CommandUse): Promise<Overview> {
  const timeZone = await getGuildTimeZone(deps.db, { guildId });
  return getOverview(deps.db, { guildId }, { nowMs: deps.clock.now(), timeZone });
}
