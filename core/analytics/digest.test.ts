import { expect, test } from 'vitest';
import { digestNonce, dueDigest } from './digest.ts';

const at = (text: string) => Date.parse(text);
const day = (text: string) => at(`${text}T00:00:00Z`) / 86_400_000;
/** 23 November 2026 is a Monday. */
const week = day('2026-11-16');

test.each([
  ['UTC', '2026-11-23T09:00:00Z'],
  ['Europe/Berlin', '2026-11-23T08:00:00Z'],
  ['Pacific/Kiritimati', '2026-11-22T19:00:00Z'],
  ['Pacific/Pago_Pago', '2026-11-23T20:00:00Z'],
])('in %s it is due from %s on, for three days', (timeZone, from) => {
  const due = dueDigest(at(from), timeZone, 0);
  expect(due).toEqual({ week, dueMs: at(from) });
  expect(dueDigest(at(from) - 1, timeZone, 0)).toBeNull();
  expect(dueDigest(at(from) + 3 * 86_400_000, timeZone, 0)?.week).toBe(week);
  expect(dueDigest(at(from) + 3 * 86_400_000 + 1, timeZone, 0)).toBeNull();
});

test('what was chosen after it was due begins with the next Monday', () => {
  const monday = at('2026-11-23T10:00:00Z');
  expect(dueDigest(monday, 'UTC', at('2026-11-23T08:59:59Z'))?.week).toBe(week);
  expect(dueDigest(monday, 'UTC', at('2026-11-23T09:00:00Z'))).toBeNull();
  expect(dueDigest(monday + 7 * 86_400_000, 'UTC', at('2026-11-23T09:00:00Z'))?.week).toBe(week + 7);
});

test('a guild’s week has a name that Discord takes, and no other has it', () => {
  const longest = digestNonce('9223372036854775807', week + 7 * 520);
  expect(longest.length).toBeLessThanOrEqual(25);
  expect(digestNonce('9223372036854775807', week)).not.toBe(digestNonce('9223372036854775807', week + 7));
});
