import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { createGuildSlots, MessageTable } from './message-table.ts';

const message = fc.record({
  guild: fc.integer({ min: 0, max: 3 }),
  channel: fc.integer({ min: 0, max: 5 }),
  hour: fc.integer({ min: 0, max: 2 }),
  user: fc.oneof(
    fc.bigInt({ min: 0n, max: 40n }),
    fc.bigInt({ min: 1_300_000_000_000_000_000n, max: 1_300_000_000_000_000_400n }),
    fc.constantFrom(1n << 32n, (1n << 32n) - 1n, 9_223_372_036_854_775_807n),
  ),
});

test('holds what a plain map holds, in the order of the primary key, in chunks that lose nothing', () => {
  fc.assert(
    fc.property(
      fc.array(message, { maxLength: 800, size: 'max' }),
      fc.integer({ min: 1, max: 50 }),
      (messages, rows) => {
        const table = new MessageTable();
        const guilds = Array.from({ length: 4 }, (_, index) => createGuildSlots(`11000000000000000${index}`));
        const plain = new Map<string, number>();
        for (const { guild, channel, hour, user } of messages) {
          const slots = guilds[guild];
          if (!slots) throw new Error('no guild');
          const channelId = `12000000000000000${channel}`;
          table.add(slots, channelId, Number(user >> 32n), Number(user & 0xffffffffn), hour * HOUR_MS + 7);
          const key = `${slots.guildId} ${hour} ${channelId} ${user}`;
          plain.set(key, (plain.get(key) ?? 0) + 1);
        }
        const found = new Map<string, number>();
        const order: string[] = [];
        for (const chunk of table.chunks(rows)) {
          expect(chunk.slot.length).toBeLessThanOrEqual(rows);
          chunk.slot.forEach((index, at) => {
            const slot = chunk.slots[index];
            const user = (BigInt(chunk.userHigh[at] ?? 0) << 32n) | BigInt(chunk.userLow[at] ?? 0);
            order.push(`${slot?.guildId} ${slot?.hour} ${slot?.channelId}`);
            found.set(`${slot?.guildId} ${slot?.hour} ${slot?.channelId} ${user}`, chunk.messages[at] ?? 0);
          });
        }
        expect(found).toEqual(plain);
        expect(table.size).toBe(plain.size);
        expect(order).toEqual([...order].sort());
      },
    ),
    { numRuns: 100 },
  );
});

test('a guild begins anew in every table', () => {
  const guild = createGuildSlots('1');
  const first = new MessageTable();
  first.add(guild, '2', 0, 3, 0);
  const second = new MessageTable();
  second.add(guild, '2', 0, 3, 0);
  expect([first.size, second.size]).toEqual([1, 1]);
  expect([...second.chunks(10)][0]?.slots).toHaveLength(1);
});

test('a live key costs less than 100 bytes', () => {
  const guild = createGuildSlots('1');
  const table = new MessageTable();
  const keys = 300_000;
  const before = process.memoryUsage();
  for (let user = 0; user < keys; user++) table.add(guild, String(user % 500), 302_000_000, user, 0);
  const after = process.memoryUsage();
  const bytes = after.arrayBuffers - before.arrayBuffers + (after.heapUsed - before.heapUsed);
  expect(table.size).toBe(keys);
  expect(bytes / keys).toBeLessThan(100);
});
