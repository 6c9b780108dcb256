import { getWeekHours } from '#core/analytics/get-week-hours.server.ts';
import { listChannelTotals } from '#core/analytics/list-channel-totals.server.ts';
import type { ChannelTotals } from '#core/analytics/rules/channel-totals.ts';
import type { OpenGuild } from '#core/guilds/check-guild-right.server.ts';
import { getGuildStructure } from '#core/guilds/get-guild-structure.server.ts';
import type { Named } from '#core/guilds/guild-reader.server.ts';
import type {
  ActivityData,
  ChannelGroup,
  ChannelsData,
  NamedChannel,
  PeriodData,
} from '../components/analytics/props.ts';
import type { Dependencies } from './dependencies.server.ts';
import { readPeriodPage } from './period-page.server.ts';

interface Asked {
  guild: OpenGuild;
  staff: boolean;
  search: URLSearchParams;
}

/** What the pages of messages and of voice show. */
export async function readActivityPage(
  deps: Dependencies,
  asked: Asked,
  measure: 'messages' | 'voice',
): Promise<ActivityData> {
  const charts =
    measure === 'messages' ? (['messages', 'posters'] as const) : (['voice', 'voiceUsers', 'peak'] as const);
  const { data, channelIds, structure } = await readPeriodPage(deps, asked, { charts, filtered: true });
  const scope = { guildId: asked.guild.id };
  const [totals, week] = await Promise.all([
    listChannelTotals(deps.db, scope, data.period),
    getWeekHours(deps.db, { ...scope, channelIds }, { ...data.period, timeZone: data.timeZone }, measure),
  ]);
  return { ...data, week, ...(await nameTotals(deps, asked.guild.id, { totals, channelIds, structure })) };
}

/** What a period at a glance shows. */
export async function readOverviewPage(deps: Dependencies, asked: Asked): Promise<PeriodData & ChannelsData> {
  const scope = { guildId: asked.guild.id };
  const [{ data }, structure] = await Promise.all([
    readPeriodPage(deps, asked, { charts: ['messages', 'active', 'voice'], filtered: false }),
    getGuildStructure(deps, asked.guild.id),
  ]);
  const totals = await listChannelTotals(deps.db, scope, data.period);
  return { ...data, ...(await nameTotals(deps, asked.guild.id, { totals, channelIds: null, structure })) };
}

/** The channels of a guild over a period, with their names. */
async function nameTotals(
  deps: Dependencies,
  guildId: string,
  {
    totals,
    channelIds,
    structure,
  }: { totals: ChannelTotals[]; channelIds: string[] | null; structure: Named[] | null },
): Promise<ChannelsData> {
  const threads = totals.flatMap(({ id, parentId }) => (parentId === null ? [] : [{ id, parentId }]));
  const names = structure === null ? null : await getGuildStructure(deps, guildId, threads);
  const byId = new Map((names ?? []).map((one) => [one.id, one]));
  const shown = totals.filter(
    ({ id, parentId }) => channelIds === null || channelIds.includes(id) || channelIds.includes(parentId ?? ''),
  );
  const channels = shown
    .filter(({ parentId }) => parentId === null)
    .map(
      (channel): NamedChannel => ({
        ...channel,
        name: byId.get(channel.id)?.name ?? null,
        former: names !== null && !byId.has(channel.id),
        threads: shown
          .filter(({ parentId }) => parentId === channel.id)
          .map(({ id, messages }) => ({ id, name: byId.get(id)?.name ?? null, messages })),
      }),
    );
  return { channels, namesKnown: names !== null, groups: groupsOf(structure ?? [], totals) };
}

/** Channels to filter by: those in which something happened, under their category. */
function groupsOf(structure: readonly Named[], totals: readonly ChannelTotals[]): ChannelGroup[] {
  const alive = new Set(totals.filter(({ parentId }) => parentId === null).map(({ id }) => id));
  const under = (categoryId: string | null) =>
    structure
      .filter((one) => !one.isCategory && one.parentId === categoryId && alive.has(one.id))
      .map(({ id, name }) => ({ id, name }));
  const categories = structure
    .filter((one) => one.isCategory)
    .map(({ id, name }): ChannelGroup => ({ category: { id, name }, channels: under(id) }));
  return [{ category: null, channels: under(null) }, ...categories].filter(({ channels }) => channels.length > 0);
}
