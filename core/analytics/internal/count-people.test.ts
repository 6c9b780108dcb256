import { expect, test } from 'vitest';
import { seeded, someIds } from '../testing/random-cells.ts';
import { countPeople, type PeopleQuestion } from './count-people.ts';
import { halvesOf, IdTable, textOf } from './id-table.ts';
import { type People, writePeople } from './people.ts';

const ACTIVE_VOICE_MS = 300_000;
/** In hours: lists of a day, cut in two. */
const END = 30 * 24;
const WEEKS = [7, 14, 21, 28].map((days) => END - days * 24) as [number, number, number, number];

interface PlainEntry {
  hour: number;
  userId: string;
  messages: number;
  voiceMs: number;
}

/** Lists that have few people in common, many, or most, and of which one is far longer than the others. */
function makeLists(seed: number, most: number) {
  const random = seeded(seed);
  const ids = someIds(most * 3);
  const entries: PlainEntry[] = [];
  const lists: People[] = [];
  for (let hour = 0; hour < END; hour += 12) {
    const users = new IdTable();
    const messages: number[] = [];
    const voiceMs: number[] = [];
    const count = hour === 9 * 24 ? most : Math.floor(random() * (most / 4));
    for (let n = 0; n < count; n++) {
      const userId = ids[Math.floor(random() ** 2 * ids.length)] ?? '';
      const { high, low } = halvesOf(userId);
      const number = users.numberOf(high, low);
      if (messages[number] !== undefined) continue;
      messages[number] = random() < 0.6 ? 1 + Math.floor(random() * 200) : 0;
      voiceMs[number] = random() < 0.5 ? Math.floor(random() * 200_000) : 0;
      entries.push({ hour, userId, messages: messages[number] ?? 0, voiceMs: voiceMs[number] ?? 0 });
    }
    lists.push({ fromHour: hour, toHour: hour + 12, ...writePeople(users, messages, voiceMs) });
  }
  const joined = ids.filter(() => random() < 0.2);
  return { entries, lists, joined };
}

function idsOf(userIds: readonly string[]): Buffer {
  const buffer = Buffer.alloc(userIds.length * 8);
  const inOrder = userIds.map(BigInt).sort((a, b) => (a < b ? -1 : 1));
  for (const [index, id] of inOrder.entries()) buffer.writeBigInt64BE(id, index * 8);
  return buffer;
}

const sum = (entries: PlainEntry[], of: 'messages' | 'voiceMs') => entries.reduce((total, one) => total + one[of], 0);

/** Person by person. */
function plain({ entries, joined }: ReturnType<typeof makeLists>, month: { fromHour: number; toHour: number }) {
  const byUser = new Map<string, PlainEntry[]>();
  for (const one of entries) byUser.set(one.userId, [...(byUser.get(one.userId) ?? []), one]);
  const of = (userId: string, from: number, to: number) =>
    byUser.get(userId)?.filter((one) => one.hour >= from && one.hour < to) ?? [];
  const isActive = (some: PlainEntry[]) => sum(some, 'messages') > 0 || sum(some, 'voiceMs') >= ACTIVE_VOICE_MS;
  const answer = { activeWeek: 0, newcomers: 0, returned: 0, lapsed: 0, regulars: 0, activeMonth: 0 };
  const people = [...byUser.keys()];
  for (const userId of people) {
    const weeks = WEEKS.map((start, week) => isActive(of(userId, start, week === 0 ? END : (WEEKS[week - 1] ?? END))));
    const isNew = joined.includes(userId);
    if (weeks[0]) answer.activeWeek += 1;
    if (weeks[0] && isNew) answer.newcomers += 1;
    if (weeks[0] && !weeks[1] && !isNew) answer.returned += 1;
    if (!weeks[0] && weeks[1]) answer.lapsed += 1;
    if (weeks.filter(Boolean).length >= 3) answer.regulars += 1;
    if (isActive(of(userId, month.fromHour, month.toHour))) answer.activeMonth += 1;
  }
  const ranked = (from: number, what: 'messages' | 'voiceMs', most: number) =>
    people
      .map((userId) => ({ userId, value: sum(of(userId, from, END), what) }))
      .filter((one) => one.value > 0)
      .sort((a, b) => b.value - a.value || (BigInt(a.userId) < BigInt(b.userId) ? -1 : 1))
      .slice(0, most);
  return { answer, ranked };
}

test.each([
  [1, 12],
  [2, 150],
  [3, 1_500],
])('people of lists drawn with seed %i are counted as one by one', (seed, most) => {
  const world = makeLists(seed, most);
  const month = { fromHour: 24, toHour: END };
  const question: PeopleQuestion = {
    weeks: WEEKS,
    weeksEnd: END,
    month,
    joined: idsOf(world.joined),
    activeVoiceMs: ACTIVE_VOICE_MS,
    most: 25,
  };
  const { top, ...counts } = countPeople(world.lists, question);
  const { answer, ranked } = plain(world, month);
  expect(counts).toEqual(answer);
  expect(answer.regulars).toBeGreaterThan(0);
  expect(answer.newcomers).toBeGreaterThan(0);
  const told = (people: (typeof top)['messages'][7]) =>
    people.map(({ high, low, value }) => ({ userId: textOf(high, low), value }));
  for (const [days, from] of [[7, WEEKS[0]] as const, [28, WEEKS[3]] as const]) {
    expect(told(top.messages[days])).toEqual(ranked(from, 'messages', 25));
    expect(told(top.voice[days])).toEqual(ranked(from, 'voiceMs', 25));
  }
  // Nothing is left of one guild when the next is counted.
  expect(countPeople(world.lists, question)).toEqual({ ...counts, top });
});

test('of nobody there is nothing to tell', () => {
  const none = { weeks: WEEKS, weeksEnd: END, month: null, joined: Buffer.alloc(0), activeVoiceMs: 1, most: 5 };
  expect(countPeople([], none)).toMatchObject({ activeWeek: 0, activeMonth: 0, top: { messages: { 7: [] } } });
});

test('lists that have nobody in common are counted, however many people lie beyond the longest of them', () => {
  const listOf = (first: number, count: number, fromHour: number): People => {
    const users = new IdTable();
    for (let n = 0; n < count; n++) users.numberOf(5, first + n);
    const some = Array.from({ length: count }, () => 1);
    return { fromHour, toHour: fromHour + 1, ...writePeople(users, some, some) };
  };
  const lists = [
    listOf(0, 700, END - 1),
    ...Array.from({ length: 9 }, (_, n) => listOf(1_000 * (n + 1), 699, END - n - 2)),
  ];
  const question = { weeks: WEEKS, weeksEnd: END, month: null, joined: Buffer.alloc(0), activeVoiceMs: 1, most: 0 };
  expect(countPeople(lists, question)).toMatchObject({
    activeWeek: 700 + 9 * 699,
    returned: 700 + 9 * 699,
    regulars: 0,
  });
});
