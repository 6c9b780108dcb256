import { expect, test } from 'vitest';
import { someIds } from '../testing/random-cells.ts';
import { halvesOf, IdTable, textOf } from './id-table.ts';
import { CountReader, ID_BYTES, withoutPerson, writePeople } from './people.ts';

const ids = someIds(500);

function numbered(): IdTable {
  const users = new IdTable();
  for (const id of ids) users.numberOf(halvesOf(id).high, halvesOf(id).low);
  return users;
}

test('an id keeps the number it came with, however many come after it', () => {
  const users = numbered();
  expect(users.size).toBe(ids.length);
  for (const [number, id] of ids.entries()) {
    expect(users.numberOf(halvesOf(id).high, halvesOf(id).low)).toBe(number);
    expect(users.textOf(number)).toBe(id);
  }
  expect(users.size).toBe(ids.length);
});

test('numbers of any size come back, and who did nothing is not in the list', () => {
  const sizes = [0, 1, 127, 128, 300, 16_383, 16_384, 86_400_000, 2 ** 31, 2 ** 40 + 5, 2 ** 53 - 1];
  const messages = ids.map((_, index) => sizes[index % sizes.length] ?? 0);
  const voiceMs = ids.map((_, index) => sizes[(index * 3) % sizes.length] ?? 0);
  const { userIds, counts } = writePeople(numbered(), messages, voiceMs);
  const reader = new CountReader(counts);
  const read = new Map<string, number[]>();
  for (let at = 0; at < userIds.length; at += ID_BYTES)
    read.set(textOf(userIds.readInt32BE(at), userIds.readInt32BE(at + 4)), [reader.next(), reader.next()]);
  expect(reader.at).toBe(counts.length);
  const expected = ids.flatMap((id, index) => {
    const both = [messages[index] ?? 0, voiceMs[index] ?? 0];
    return both.some((one) => one > 0) ? [[id, both] as const] : [];
  });
  expect(read).toEqual(new Map(expected));
});

test('a person is cut out of a list with what they did, and nobody else', () => {
  const messages = ids.map((_, index) => index * 50);
  const list = writePeople(numbered(), messages, messages);
  const id = Buffer.alloc(ID_BYTES);
  id.writeBigInt64BE(BigInt(ids[77] ?? ''));
  const without = messages.map((count, index) => (index === 77 ? 0 : count));
  expect(withoutPerson(list, id)).toEqual(writePeople(numbered(), without, without));
  id.writeBigInt64BE(987_654_321n);
  expect(withoutPerson(list, id)).toBe(null);
});
