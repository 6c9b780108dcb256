import { getOverview } from '#core/analytics/get-overview.server.ts';
import type { Overview } from '#core/analytics/rules.ts';
import { getGuildTimeZone } from '#core/guilds/get-guild-time-zone.server.ts';
import type { GuildUse } from '../command.ts';

/** The guild's overview as its page shows it, in the guild's time zone. */
export async function readToday({ guildId, deps }: Pick<GuildUse, 'guildId' | 'deps'>): Promise<Overview> {
  const timeZone = await getGuildTimeZone(deps.db, { guildId });
  return getOverview(deps.db, { guildId }, { nowMs: deps.clock.now(), timeZone });
}
