import { expect, test } from 'vitest';
import { layoutClusters } from './layout-clusters.ts';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test('a machine alone numbers its clusters from 0', () => {
  expect(layoutClusters({ clusters: 2, shards: 8, shardList: range(0, 7) })).toEqual([
    { id: 0, shards: [0, 1, 2, 3] },
    { id: 1, shards: [4, 5, 6, 7] },
  ]);
  expect(layoutClusters({ clusters: 3, shards: 8, shardList: range(0, 7) }).map((part) => part.shards.length)).toEqual([
    3, 3, 2,
  ]);
  expect(layoutClusters({ clusters: 4, shards: 2, shardList: range(0, 1) })).toHaveLength(2);
});

test('machines that share the shards never share a cluster id', () => {
  const ids = [
    { clusters: 2, shards: 16, shardList: range(0, 7) },
    { clusters: 1, shards: 16, shardList: range(8, 15) },
  ].flatMap((bot) => layoutClusters(bot).map((part) => part.id));
  expect(ids).toEqual([0, 4, 8]);
});
