import { expect, test } from 'vitest';
import { cellsOfPlain, type PlainCell, seeded, someIds } from '../testing/random-cells.ts';
import { DayCount, listPeople } from './count-day.ts';
import { halvesOf, textOf } from './id-table.ts';
import { CountReader, ID_BYTES, type People } from './people.ts';

const FROM = 500_003;
const TO = FROM + 25;
const CUTS = [FROM + 7];
const ACTIVE_VOICE_MS = 300_000;

function makeDay(seed: number, each: number) {
  const random = seeded(seed);
  const pick = <T>(of: readonly T[]) => of[Math.floor(random() * of.length)] as T;
  const users = someIds(1 + Math.floor(random() * 90));
  const channels = someIds(9).map((id) => String(BigInt(id) + 1n));
  const cell = (counts: () => number[]): PlainCell => ({
    hour: FROM + Math.floor(random() * (TO - FROM)),
    channelId: pick(channels),
    userId: pick(users),
    counts: counts(),
  });
  const threads = new Map([
    [channels[1] ?? '', channels[0] ?? ''],
    [channels[2] ?? '', channels[0] ?? ''],
    // Of a channel in which nobody wrote.
    [channels[3] ?? '', '987654321987654321'],
  ]);
  const messages = Array.from({ length: each }, () => cell(() => [1 + Math.floor(random() * 5)]));
  const ms = () => Math.floor(random() * 200_000);
  const voice = Array.from({ length: each / 3 }, () =>
    cell(() => [ms(), ms(), random() < 0.5 ? 0 : ms(), ms()]),
  ).filter((one) => !threads.has(one.channelId));
  return { messages, voice, threads };
}

type Day = ReturnType<typeof makeDay>;

function countOf({ messages, voice }: Day) {
  return new DayCount(
    { messages: cellsOfPlain(messages, 1), voice: cellsOfPlain(voice, 4) },
    { fromHour: FROM, toHour: TO, activeVoiceMs: ACTIVE_VOICE_MS },
  );
}

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);
const voiceOf = ({ counts: [active = 0, muted = 0, deafened = 0] }: PlainCell) => active + muted + deafened;

/** One question after the other, each over all cells. */
function plain({ messages, voice, threads }: Day) {
  const isIn = (id: string) => (one: PlainCell) => one.channelId === id || threads.get(one.channelId) === id;
  const people = (cells: PlainCell[]) => [...new Set(cells.map((one) => one.userId))];
  const speakers = (cells: PlainCell[]) =>
    people(cells).filter((id) => sum(cells.filter((one) => one.userId === id).map(voiceOf)) >= ACTIVE_VOICE_MS);
  const ids = new Set(
    [...messages, ...voice].flatMap((one) => [one.channelId, threads.get(one.channelId) ?? one.channelId]),
  );
  const channels = [...ids].map((channelId) => {
    const written = messages.filter(isIn(channelId));
    const spoken = voice.filter((one) => one.channelId === channelId);
    const counts = [0, 1, 2, 3].map((part) => sum(spoken.map((one) => one.counts[part] ?? 0)));
    return {
      channelId,
      parentId: threads.get(channelId) ?? null,
      posters: people(written).length,
      voiceUsers: speakers(spoken).length,
      counts: [sum(written.map((one) => one.counts[0] ?? 0)), ...counts],
    };
  });
  const guild = {
    counts: [
      sum(messages.map((one) => one.counts[0] ?? 0)),
      ...[0, 1, 2, 3].map((part) => sum(voice.map((one) => one.counts[part] ?? 0))),
    ],
    posters: people(messages).length,
    voiceUsers: speakers(voice).length,
    active: new Set([...people(messages), ...speakers(voice)]).size,
  };
  return { channels, guild };
}

function plainPeople({ messages, voice }: Day, fromHour: number, toHour: number) {
  const isIn = (one: PlainCell) => one.hour >= fromHour && one.hour < toHour;
  const ids = new Set([...messages, ...voice.filter((one) => voiceOf(one) > 0)].filter(isIn).map((one) => one.userId));
  return [...ids]
    .sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
    .map((id) => [
      id,
      sum(messages.filter((one) => isIn(one) && one.userId === id).map((one) => one.counts[0] ?? 0)),
      sum(voice.filter((one) => isIn(one) && one.userId === id).map(voiceOf)),
    ]);
}

function told({ userIds, counts }: Pick<People, 'userIds' | 'counts'>) {
  const reader = new CountReader(counts);
  return Array.from({ length: userIds.length / ID_BYTES }, (_, index) => {
    const id = textOf(userIds.readInt32BE(index * ID_BYTES), userIds.readInt32BE(index * ID_BYTES + 4));
    return [id, reader.next(), reader.next()];
  });
}

test.each([
  [1, 30],
  [2, 300],
  [3, 900],
  [4, 0],
])('a day of cells drawn with seed %i adds up as when each number is counted by itself', (seed, each) => {
  const day = makeDay(seed, each);
  const count = countOf(day);
  const parents = new Map([...day.threads].map(([id, parent]) => [id, halvesOf(parent)]));
  const totals = count.totals(parents, CUTS);
  const expected = plain(day);
  const byId = (a: { channelId: string }, b: { channelId: string }) =>
    BigInt(a.channelId) < BigInt(b.channelId) ? -1 : 1;
  expect([...totals.channels].sort(byId)).toEqual([...expected.channels].sort(byId));
  expect(totals.guild).toEqual(expected.guild);

  const hourOf = (cells: PlainCell[], part: number, hour: number, is: (one: PlainCell) => boolean) =>
    sum(cells.filter((one) => one.hour === FROM + hour && is(one)).map((one) => one.counts[part] ?? 0));
  const roots = [...expected.channels.filter((one) => one.parentId === null).map((one) => one.channelId), '0'];
  const told = new Map(totals.hours.map((row) => [row.channelId, row]));
  expect([...told.keys()].every((id) => roots.includes(id))).toBe(true);
  for (const id of roots) {
    const wrote = (one: PlainCell) => id === '0' || one.channelId === id || day.threads.get(one.channelId) === id;
    const spoke = (one: PlainCell) => id === '0' || one.channelId === id;
    const hours = Array.from({ length: TO - FROM }, (_, hour) => hour);
    expect([...(told.get(id)?.messages ?? hours.map(() => 0))]).toEqual(
      hours.map((hour) => hourOf(day.messages, 0, hour, wrote)),
    );
    for (const part of [0, 1, 2, 3])
      expect([...(told.get(id)?.voice?.[part] ?? hours.map(() => 0))]).toEqual(
        hours.map((hour) => hourOf(day.voice, part, hour, spoke)),
      );
  }
});

test.each([5, 6])('lists of people drawn with seed %i are those of each part of the day, in order', (seed) => {
  const day = makeDay(seed, 400);
  const { people } = countOf(day).totals(new Map(), CUTS);
  expect(people.map(({ fromHour, toHour }) => [fromHour, toHour])).toEqual([
    [FROM, FROM + 7],
    [FROM + 7, TO],
  ]);
  for (const list of people) expect(told(list)).toEqual(plainPeople(day, list.fromHour, list.toHour));
  const cells = { messages: cellsOfPlain(day.messages, 1), voice: cellsOfPlain(day.voice, 4) };
  expect(told(listPeople(cells, { fromHour: FROM, toHour: TO }))).toEqual(plainPeople(day, FROM, TO));
});
