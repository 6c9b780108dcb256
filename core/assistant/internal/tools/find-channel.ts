import type { VisibleChannel, VisiblePlaces } from '#core/guilds/list-visible-places.server.ts';

/** The channel that a name means, as people write it: with or without #, in any case. Undefined: none that may be seen. */
export function findChannel({ channels }: VisiblePlaces, name: string): VisibleChannel | undefined {
  const plain = (text: string) => text.normalize('NFKC').replace(/^#/, '').trim().toLowerCase();
  const open = channels.filter(({ kind }) => kind !== 'category');
  return open.find((one) => one.name === name) ?? open.find((one) => plain(one.name) === plain(name));
}
