import { expect, test } from 'vitest';
import { listChannels } from './channel-lists.ts';

const channel = (id: string, messages: number, former = false) => ({ id, messages, former });
const ids = (list: { listed: { id: string }[] }) => list.listed.map(({ id }) => id);

test('the largest are listed, and what is not listed is counted', () => {
  const lists = listChannels(
    [channel('a', 3), channel('b', 9), channel('c', 5), channel('gone', 4, true), channel('old', 7, true)],
    ({ messages }) => messages,
    2,
  );
  expect(ids(lists.present)).toEqual(['b', 'c']);
  expect(lists.present).toMatchObject({ channels: 3, value: 17 });
  expect(ids(lists.former)).toEqual(['old', 'gone']);
  expect(lists.former).toMatchObject({ channels: 2, value: 11 });
  expect(lists.most).toBe(9);
});

test('a channel that comes to nothing keeps its place behind the others', () => {
  const lists = listChannels([channel('silent', 0), channel('a', 1)], ({ messages }) => messages);
  expect(ids(lists.present)).toEqual(['a', 'silent']);
  expect(listChannels([], ({ messages }: { messages: number; former: boolean }) => messages)).toEqual({
    present: { listed: [], channels: 0, value: 0 },
    former: { listed: [], channels: 0, value: 0 },
    most: 0,
  });
});
