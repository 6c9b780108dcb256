import { expect, test } from 'vitest';
import { layOut, NODE_HEIGHT, NODE_WIDTH } from './lay-out.ts';

const nodesOf = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `n${index}` }));
const relation = (from: number, to: number) => ({ fromId: `n${from}`, toId: `n${to}`, type: 'answers' as const });

/** Width and height of all, and whether two stand on each other. */
function measure(places: ReturnType<typeof layOut>) {
  const all = [...places.values()];
  const spread = (axis: 'x' | 'y') =>
    Math.max(...all.map((one) => one[axis])) - Math.min(...all.map((one) => one[axis]));
  const overlaps = all.some((one, at) =>
    all.slice(at + 1).some(({ x, y }) => Math.abs(x - one.x) < NODE_WIDTH && Math.abs(y - one.y) < NODE_HEIGHT),
  );
  return { width: spread('x') + NODE_WIDTH, height: spread('y') + NODE_HEIGHT, overlaps };
}

test.each([2, 5, 12, 40, 200])('%i nodes without a relation fill about as much width as height', (count) => {
  const { width, height, overlaps } = measure(layOut({ nodes: nodesOf(count), relations: [], places: [] }));
  expect(overlaps).toBe(false);
  expect(width / height).toBeLessThan(2);
  expect(height / width).toBeLessThan(2);
});

test('groups of related nodes stand apart, with what is related to nothing beside them', () => {
  const relations = [relation(0, 1), relation(1, 2), relation(3, 1), relation(4, 5), relation(5, 6), relation(6, 4)];
  const places = layOut({ nodes: nodesOf(30), relations, places: [] });
  expect(places.size).toBe(30);
  const { width, height, overlaps } = measure(places);
  expect(overlaps).toBe(false);
  expect(Math.max(width / height, height / width)).toBeLessThan(2);
  // What leads to something stands on its left.
  expect(places.get('n0')?.x).toBeLessThan(places.get('n1')?.x ?? 0);
});

test('a node stays where somebody put it', () => {
  const places = [{ id: 'n1', x: -700, y: 12 }];
  expect(layOut({ nodes: nodesOf(3), relations: [relation(0, 1)], places }).get('n1')).toEqual({ x: -700, y: 12 });
});
