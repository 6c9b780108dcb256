/** Channels of one kind by what is measured, the largest first. */
export interface ChannelList<Channel> {
  listed: Channel[];
  /** Those that are not listed count too. */
  channels: number;
  /** What all of them come to. */
  value: number;
}

export interface ChannelLists<Channel> {
  present: ChannelList<Channel>;
  /** No longer in the guild. */
  former: ChannelList<Channel>;
  /** Of the channel in which most happened. */
  most: number;
}

/**
 * Present and former channels, `atMost` of each.
 * @param measureOf what is measured; the order of equal ones stays.
 */
export function listChannels<Channel extends { former: boolean }>(
  channels: readonly Channel[],
  measureOf: (channel: Channel) => number,
  atMost = Number.POSITIVE_INFINITY,
): ChannelLists<Channel> {
  const sorted = channels.toSorted((a, b) => measureOf(b) - measureOf(a));
  const list = (former: boolean): ChannelList<Channel> => {
    const some = sorted.filter((channel) => channel.former === former);
    return {
      listed: some.slice(0, atMost),
      channels: some.length,
      value: some.reduce((sum, channel) => sum + measureOf(channel), 0),
    };
  };
  const [first] = sorted;
  return { present: list(false), former: list(true), most: first ? measureOf(first) : 0 };
}
