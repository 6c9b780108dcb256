import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { isTimeZone, localDayAt, localDayBefore, pairHours } from './local-day.ts';

const first = (day: { hours: number[] }) => new Date((day.hours[0] ?? 0) * HOUR_MS).toISOString();

/** Offsets by hand from the zones' laws: Kiritimati +14, Pago Pago -11, Kolkata +5:30, Kathmandu +5:45. */
test.each([
  ['UTC', '2026-11-21T13:00:00Z', '2026-11-21', '2026-11-21T00:00:00.000Z', 24],
  ['Pacific/Kiritimati', '2026-11-21T13:00:00Z', '2026-11-22', '2026-11-21T10:00:00.000Z', 24],
  ['Pacific/Pago_Pago', '2026-11-21T10:59:00Z', '2026-11-20', '2026-11-20T11:00:00.000Z', 24],
  ['Asia/Kolkata', '2026-11-21T13:00:00Z', '2026-11-21', '2026-11-20T19:00:00.000Z', 24],
  ['Asia/Kathmandu', '2026-11-21T13:00:00Z', '2026-11-21', '2026-11-20T19:00:00.000Z', 24],
  // Berlin: 29 March 2026 has no 02:00, 25 October 2026 has it twice.
  ['Europe/Berlin', '2026-03-29T12:00:00Z', '2026-03-29', '2026-03-28T23:00:00.000Z', 23],
  ['Europe/Berlin', '2026-10-25T12:00:00Z', '2026-10-25', '2026-10-24T22:00:00.000Z', 25],
  // Lord Howe moves its clocks by half an hour: 4 October 2026 is 23.5 hours long and holds 23 whole ones or 24.
  ['Australia/Lord_Howe', '2026-10-04T05:00:00Z', '2026-10-04', '2026-10-03T14:00:00.000Z', 23],
])('%s at %s is %s', (timeZone, at, date, from, hours) => {
  const day = localDayAt(Date.parse(at), timeZone);
  expect(day.date).toBe(date);
  expect(first(day)).toBe(from);
  expect(day.hours).toHaveLength(hours);
});

test('off the hour, the first minutes after midnight still belong to the day before', () => {
  // 00:10 in Kolkata; the UTC hour under way began at 23:30.
  expect(localDayAt(Date.parse('2026-11-20T18:40:00Z'), 'Asia/Kolkata').date).toBe('2026-11-20');
  expect(localDayAt(Date.parse('2026-11-20T19:00:00Z'), 'Asia/Kolkata').date).toBe('2026-11-21');
});

test('days lie end to end, whatever the clocks do', () => {
  for (const timeZone of [
    'Europe/Berlin',
    'America/Santiago',
    'Africa/Cairo',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
  ]) {
    let day = localDayAt(Date.parse('2026-12-31T12:00:00Z'), timeZone);
    for (let steps = 0; steps < 366; steps += 1) {
      const before = localDayBefore(day, timeZone);
      expect([timeZone, before.date, (before.hours.at(-1) ?? 0) + 1]).toEqual([timeZone, before.date, day.hours[0]]);
      expect(before.date < day.date).toBe(true);
      day = before;
    }
  }
});

describe('hours are paired by the clock', () => {
  const pairs = (at: string) => {
    const day = localDayAt(Date.parse(at), 'Europe/Berlin');
    const before = localDayBefore(day, 'Europe/Berlin');
    return { day, before, pairs: pairHours(day, before, 'Europe/Berlin') };
  };

  test('on a common day with the hour 24 earlier', () => {
    const { day, pairs: found } = pairs('2026-11-21T12:00:00Z');
    expect(day.hours.map((hour) => found.get(hour))).toEqual(day.hours.map((hour) => hour - 24));
  });

  test('the day after the long one: 02:00 is paired with the first of the two', () => {
    const { day, before, pairs: found } = pairs('2026-10-26T12:00:00Z');
    expect(found.get(day.hours[2] ?? 0)).toBe(before.hours[2]);
    expect(found.get(day.hours[3] ?? 0)).toBe(before.hours[4]);
  });

  test('on the long day the second 02:00 has no pair', () => {
    const { day, pairs: found } = pairs('2026-10-25T12:00:00Z');
    expect(day.hours.filter((hour) => !found.has(hour))).toEqual([day.hours[3]]);
  });

  test('the day after the short one: 02:00 has no pair', () => {
    const { day, pairs: found } = pairs('2026-03-30T12:00:00Z');
    expect(day.hours.filter((hour) => !found.has(hour))).toEqual([day.hours[2]]);
  });
});

test('an unknown time zone is known as such', () => {
  expect(isTimeZone('Mars/Olympus')).toBe(false);
  expect(isTimeZone('Asia/Kathmandu')).toBe(true);
});
