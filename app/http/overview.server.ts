import { getOverview } from '#core/analytics/get-overview.server.ts';
import { nameChannels } from '#core/analytics/rules.ts';
import { isEntitled } from '#core/billing/list-entitled-guilds.server.ts';
import type { OpenGuild } from '#core/guilds/check-guild-right.server.ts';
import { getGuildStructure } from '#core/guilds/get-guild-structure.server.ts';
import type { Named } from '#core/guilds/guild-reader.server.ts';
import type { ChannelNames, OverviewData } from '../components/analytics/props.ts';
import type { Dependencies } from './dependencies.server.ts';

/** What everybody who may see a guild sees of its day: the page, its live stream and its downloads show the same. */
export async function readOverview(deps: Dependencies, guild: OpenGuild): Promise<OverviewData> {
  const [overview, premium] = await Promise.all([
    getOverview(deps.counts, { guildId: guild.id }, { nowMs: deps.clock.now(), timeZone: guild.timeZone }),
    isEntitled(deps, guild.id),
  ]);
  const threads = overview.channels.flatMap((channel) =>
    channel.threads.map((thread) => ({ id: thread.id, parentId: channel.id })),
  );
  const channelIds = [...overview.channels, ...overview.voiceChannels].map(({ id }) => id);
  const names = await getGuildStructure(deps, guild.id, { channelIds, threads });
  return {
    guild: { id: guild.id, name: guild.name },
    premium,
    names: stateOfNames(guild, names),
    overview: nameChannels(overview, names),
  };
}

/** @param names what Discord told; null where it was not asked, or did not */
export function stateOfNames({ isManaged }: OpenGuild, names: readonly Named[] | null): ChannelNames {
  if (names !== null) return 'known';
  return isManaged ? 'unknown' : 'unmanaged';
}
