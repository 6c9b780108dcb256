import { expect, test } from 'vitest';
import type { ChannelTotals } from '#core/analytics/rules/channel-totals.ts';
import { offerChannels } from './offer-channels.ts';

const totals = (id: number, messages: number): ChannelTotals => ({
  ...{ id: String(id), parentId: null, messages },
  ...{ activeMs: 0, mutedMs: 0, deafenedMs: 0, aloneMs: 0, peak: null },
});
const byMessages = ({ messages }: ChannelTotals) => messages;
const category = { id: '9', name: 'Making', parentId: null, isCategory: true };
const channel = (id: number, parentId: string | null) => ({
  id: String(id),
  name: `c${id}`,
  parentId,
  isCategory: false,
});

test('channels in which something happened stand under their category, in the order of Discord', () => {
  const structure = [category, channel(1, '9'), channel(2, null), channel(3, '9'), channel(4, null)];
  const { groups, more } = offerChannels(structure, [totals(3, 9), totals(2, 1), totals(1, 5)], byMessages);
  expect(groups.map((group) => [group.category?.name ?? null, group.channels.map(({ name }) => name)])).toEqual([
    [null, ['c2']],
    ['Making', ['c1', 'c3']],
  ]);
  expect(more).toBe(0);
});

test('of many channels those are offered in which most happened, and the others are counted', () => {
  const ids = Array.from({ length: 100 }, (_, index) => index + 10);
  const { groups, more } = offerChannels(
    ids.map((id) => channel(id, null)),
    [...ids.map((id) => totals(id, id)), totals(500, 1_000), { ...totals(501, 1_000), parentId: '10' }],
    byMessages,
  );
  const offered = groups.flatMap(({ channels }) => channels.map(({ id }) => Number(id)));
  expect(offered).toEqual(ids.slice(40));
  expect(more).toBe(40);
});
