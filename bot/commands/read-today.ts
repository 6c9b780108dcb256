import { getOverview } from '#core/analytics/get-overview.server.ts';
import type { Overview } from '#core/analytics/rules.ts';
import type { CommandUse } from './command.ts';

/** The guild's overview as its page shows it, in the guild's time zone. */
export async function readToday({ guildId, deps }: CommandUse): Promise<Overview> {
  const guild = await deps.db.prisma.guild.findUnique({ where: { id: BigInt(guildId) } });
  return getOverview(deps.db, { guildId }, { nowMs: deps.clock.now(), timeZone: guild?.timeZone ?? 'UTC' });
}
