import type { ChannelTotals } from '#core/analytics/rules/channel-totals.ts';
import type { Named } from '#core/guilds/guild-reader.server.ts';
import type { ChannelChoice, ChannelGroup } from '../components/analytics/props.ts';

/** So many can be chosen; the others are found in the list of all. */
const OFFERED_CHANNELS = 60;

/** Channels to filter by, under their category: those in which most happened. */
export function offerChannels(
  structure: readonly Named[],
  totals: readonly ChannelTotals[],
  amountOf: (one: ChannelTotals) => number,
): ChannelChoice {
  const known = new Set(structure.filter(({ isCategory }) => !isCategory).map(({ id }) => id));
  const alive = totals.filter(({ id, parentId }) => parentId === null && known.has(id));
  const most = alive.toSorted((a, b) => amountOf(b) - amountOf(a)).slice(0, OFFERED_CHANNELS);
  const offered = new Set(most.map(({ id }) => id));
  const under = (categoryId: string | null) =>
    structure
      .filter((one) => !one.isCategory && one.parentId === categoryId && offered.has(one.id))
      .map(({ id, name }) => ({ id, name }));
  const categories = structure
    .filter((one) => one.isCategory)
    .map(({ id, name }): ChannelGroup => ({ category: { id, name }, channels: under(id) }));
  const groups = [{ category: null, channels: under(null) }, ...categories];
  return { groups: groups.filter(({ channels }) => channels.length > 0), more: alive.length - most.length };
}
