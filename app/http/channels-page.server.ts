import { getWeekHours } from '#core/analytics/get-week-hours.server.ts';
import { listChannelTotals } from '#core/analytics/list-channel-totals.server.ts';
import { listChannels } from '#core/analytics/rules/channel-lists.ts';
import type { ChannelTotals } from '#core/analytics/rules/channel-totals.ts';
import { voiceTotalMs } from '#core/analytics/rules.ts';
import type { OpenGuild } from '#core/guilds/check-guild-right.server.ts';
import { getGuildStructure } from '#core/guilds/get-guild-structure.server.ts';
import type { Named } from '#core/guilds/guild-reader.server.ts';
import type { ActivityData, ChannelsData, NamedChannel, PeriodData } from '../components/analytics/props.ts';
import type { Dependencies } from './dependencies.server.ts';
import { offerChannels } from './offer-channels.ts';
import { stateOfNames } from './overview.server.ts';
import { readPeriodPage } from './period-page.server.ts';

interface Asked {
  guild: OpenGuild;
  staff: boolean;
  search: URLSearchParams;
}

/** So many of a guild's channels are listed at first, and so many threads of each. */
const LISTED_CHANNELS = 20;
const LISTED_THREADS = 10;

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
  const [totals, hours] = await Promise.all([
    listChannelTotals(deps.counts, scope, data.period),
    getWeekHours(
      deps.counts,
      { ...scope, channelIds },
      { ...data.period, timeZone: data.timeZone },
      measure,
      deps.clock.now(),
    ),
  ]);
  const named = await nameTotals(deps, asked, { totals, channelIds, structure, measure });
  const choice = offerChannels(structure ?? [], totals, measureOf(measure));
  return { ...data, week: hours.week, weekFrom: hours.fromDay, choice, ...named };
}

/** What a period at a glance shows. */
export async function readOverviewPage(deps: Dependencies, asked: Asked): Promise<PeriodData & ChannelsData> {
  const scope = { guildId: asked.guild.id };
  const [{ data }, structure] = await Promise.all([
    readPeriodPage(deps, asked, { charts: ['messages', 'active', 'voice'], filtered: false }),
    getGuildStructure(deps, asked.guild.id),
  ]);
  const totals = await listChannelTotals(deps.counts, scope, data.period);
  const read = { totals, channelIds: null, structure, measure: 'messages' } as const;
  return { ...data, ...(await nameTotals(deps, asked, read)) };
}

/** The channels of a guild over a period, with their names: the largest, or with `?channels=all` every one. */
async function nameTotals(
  deps: Dependencies,
  { guild, search }: Asked,
  {
    totals,
    channelIds,
    structure,
    measure,
  }: {
    totals: ChannelTotals[];
    channelIds: string[] | null;
    structure: Named[] | null;
    measure: 'messages' | 'voice';
  },
): Promise<ChannelsData> {
  const all = search.get('channels') === 'all';
  const shown = totals.filter(
    ({ id, parentId }) => channelIds === null || channelIds.includes(id) || channelIds.includes(parentId ?? ''),
  );
  const known = structure && new Set(structure.map(({ id }) => id));
  const amountOf = measureOf(measure);
  const { present, former, most } = listChannels(
    shown
      .filter((one) => one.parentId === null && amountOf(one) > 0)
      .map((channel) => ({ ...channel, former: known !== null && !known.has(channel.id) })),
    amountOf,
    all ? undefined : LISTED_CHANNELS,
  );
  const threads = threadsByChannel(shown);
  const listedThreads = ({ id }: { id: string }) => threads.get(id)?.slice(0, all ? undefined : LISTED_THREADS) ?? [];
  const wanted = [...present.listed, ...former.listed].flatMap((channel) =>
    listedThreads(channel).map(({ id }) => ({ id, parentId: channel.id })),
  );
  const told = structure && (await getGuildStructure(deps, guild.id, { threads: wanted }));
  const names = new Map(told?.map(({ id, name }) => [id, name]));
  const named = (channel: (typeof present.listed)[number]): NamedChannel => {
    const some = listedThreads(channel);
    return {
      ...channel,
      name: names.get(channel.id) ?? null,
      threads: some.map(({ id, messages }) => ({ id, name: names.get(id) ?? null, messages })),
      moreThreads: (threads.get(channel.id)?.length ?? 0) - some.length,
    };
  };
  return {
    channels: {
      present: { ...present, listed: present.listed.map(named) },
      former: { ...former, listed: former.listed.map(named) },
      most,
    },
    all,
    names: stateOfNames(guild, told),
  };
}

function threadsByChannel(totals: readonly ChannelTotals[]): Map<string, ChannelTotals[]> {
  const threads = new Map<string, ChannelTotals[]>();
  for (const one of totals) {
    if (one.parentId === null) continue;
    const of = threads.get(one.parentId);
    if (of) of.push(one);
    else threads.set(one.parentId, [one]);
  }
  return threads;
}

function measureOf(measure: 'messages' | 'voice'): (one: ChannelTotals) => number {
  return measure === 'messages' ? ({ messages }) => messages : voiceTotalMs;
}
