import { expect, test } from 'vitest';
import { StreamClock } from './stream-clock.ts';
import { HandClock, START_MS } from './testing/scripted-shard.ts';

/** A stream that is live, on a clock that stands at START_MS. */
function live() {
  const hand = new HandClock();
  const clock = new StreamClock(hand, null);
  clock.asked();
  clock.began();
  return { hand, clock };
}

test('without a word of lateness an event happened when it was read', () => {
  const { hand, clock } = live();
  hand.ms += 5_000;
  expect(clock.instant()).toBe(hand.ms);
});

test('behind a message that is late, an event is as late; when the pause is over, it is not', () => {
  const { hand, clock } = live();
  hand.ms += 100;
  clock.seen(hand.ms - 3);
  hand.ms += 2_000;
  clock.seen(hand.ms - 1_500);
  expect(clock.instant()).toBe(hand.ms - 1_500);
  hand.ms += 1_000;
  expect(clock.instant()).toBe(hand.ms - 3);
});

test('on a wire that is always slow, events far from any message are late too', () => {
  const { hand, clock } = live();
  for (let i = 0; i < 20; i++) {
    clock.seen(hand.ms - 800);
    hand.ms += 2_000;
  }
  expect(clock.instant()).toBe(hand.ms - 800);
  hand.ms += 60_000;
  expect(clock.instant()).toBe(hand.ms);
});

test('an event never happened before what is already known', () => {
  const { hand, clock } = live();
  clock.seen(hand.ms - 500);
  clock.answered(hand.ms + 5_000);
  hand.ms += 100;
  expect(clock.instant()).toBe(hand.ms);
});

test('while the past is replayed, events happened at the newest message; behind it, since the resume was sent', () => {
  const hand = new HandClock();
  const clock = new StreamClock(hand, START_MS - 60_000);
  expect(clock.instant()).toBe(START_MS - 60_000);
  clock.asked();
  clock.seen(START_MS - 30_000);
  expect(clock.instant()).toBe(START_MS - 30_000);
  hand.ms += 2_000;
  clock.resumed();
  expect(clock.observedMs).toBe(START_MS);
  expect(clock.instant()).toBe(START_MS);
  hand.ms += 1_000;
  expect(clock.instant()).toBe(hand.ms);
});

test('what is known never ends in the future', () => {
  const { hand, clock } = live();
  clock.seen(hand.ms + 90_000);
  expect(clock.observedMs).toBe(hand.ms);
});
