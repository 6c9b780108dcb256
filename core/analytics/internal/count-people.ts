import { hashOf } from './id-table.ts';
import { CountReader, ID_BYTES, type People } from './people.ts';
import { type RankedPerson, Ranking } from './ranking.ts';

/** What is asked of lists of people. Lists lie wholly within a week or outside of it, and so of the month. */
export interface PeopleQuestion {
  /** First hours of the last four weeks, the newest first. */
  weeks: readonly [number, number, number, number];
  /** Where the newest week ends. */
  weeksEnd: number;
  month: { fromHour: number; toHour: number } | null;
  /** Ids of those who first joined in the four weeks, as in `People`. */
  joined: Buffer;
  activeVoiceMs: number;
  /** How many of the most active are told; none for 0. */
  most: number;
}

export interface PeopleAnswer {
  activeWeek: number;
  newcomers: number;
  returned: number;
  lapsed: number;
  regulars: number;
  activeMonth: number;
  /** Most active first, equal ones by id. */
  top: Record<'messages' | 'voice', Record<7 | 28, RankedPerson[]>>;
}

const WEEKS = 4;
const MONTH = 1 << WEEKS;
const JOINED = 1 << 5;
const SEEN = 1 << 6;

/** People between one boundary and the next at most, of the longest list: what is known of them stays in the cache. */
const BLOCK = 512;

/** Of a person: two halves of the id, and flags (a bit for each week in which they wrote, and more). */
const KEY_STRIDE = 4;
/** Voice of four weeks and the month, messages of a week and of four. */
const SUM_STRIDE = 8;
const [MONTH_VOICE, WEEK_MESSAGES, FOUR_WEEKS_MESSAGES] = [4, 5, 6];

interface Cursor {
  ids: DataView;
  counts: CountReader;
  length: number;
  at: number;
  /** 0 for the newest; WEEKS for none of them. */
  week: number;
  isOfMonth: boolean;
}

/**
 * Counts different people over weeks and a month, and finds the most active. All lists are in the order of ids, so they are
 * walked side by side, block by block: no more than a few thousand people are in hand at a time.
 */
export function countPeople(lists: readonly People[], question: PeopleQuestion): PeopleAnswer {
  const cursors = lists.map((list) => cursorOf(list, question)).filter((one) => one.week < WEEKS || one.isOfMonth);
  const joined = {
    ids: viewOf(question.joined),
    counts: new CountReader(question.joined),
    length: question.joined.length / ID_BYTES,
    at: 0,
    week: WEEKS,
    isOfMonth: false,
  };
  const longest = cursors.reduce((most, one) => (one.length > most.length ? one : most), joined);
  const block = spare.pop() ?? new Block();
  const answer = new Answer(question);
  for (let next = BLOCK; ; next += BLOCK) {
    const boundary = next < longest.length ? next * ID_BYTES : null;
    for (const cursor of cursors) block.take(cursor, endOf(cursor, longest.ids, boundary));
    block.takeJoined(joined, endOf(joined, longest.ids, boundary));
    block.tell(answer);
    if (boundary === null) {
      spare.push(block);
      return answer.told();
    }
  }
}

function cursorOf(list: People, { weeks, weeksEnd, month }: PeopleQuestion): Cursor {
  const week = list.toHour > weeksEnd ? -1 : weeks.findIndex((start) => list.fromHour >= start);
  return {
    ids: viewOf(list.userIds),
    counts: new CountReader(list.counts),
    length: list.userIds.length / ID_BYTES,
    at: 0,
    week: week < 0 ? WEEKS : week,
    isOfMonth: month !== null && list.fromHour >= month.fromHour && list.toHour <= month.toHour,
  };
}

/** Where the ids from the boundary on begin. */
function endOf(cursor: Cursor, boundaries: DataView, boundary: number | null): number {
  if (boundary === null) return cursor.length;
  const high = boundaries.getInt32(boundary);
  const low = boundaries.getUint32(boundary + 4);
  let [from, to] = [cursor.at, cursor.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const one = cursor.ids.getInt32(middle * ID_BYTES);
    if (one < high || (one === high && cursor.ids.getUint32(middle * ID_BYTES + 4) < low)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Used again, once emptied: to make one takes as long as to count a small guild. */
const spare: Block[] = [];

/** What is known of the people between two boundaries. */
class Block {
  #mask = 4_095;
  #keys = new Int32Array(4_096 * KEY_STRIDE);
  #sums = new Float64Array(4_096 * SUM_STRIDE);
  #taken = new Int32Array(2_048);
  #size = 0;

  take(cursor: Cursor, end: number): void {
    this.#makeRoom(end - cursor.at);
    const { ids, counts, week, isOfMonth } = cursor;
    const [keys, sums] = [this.#keys, this.#sums];
    const isOfWeeks = week < WEEKS;
    const flags = (isOfWeeks ? 1 << week : 0) | (isOfMonth ? MONTH : 0);
    for (let index = cursor.at; index < end; index++) {
      const slot = this.#find(ids.getInt32(index * ID_BYTES), ids.getInt32(index * ID_BYTES + 4));
      const messages = counts.next();
      const voiceMs = counts.next();
      const at = slot * SUM_STRIDE;
      if (messages > 0) {
        keys[slot * KEY_STRIDE + 2] = (keys[slot * KEY_STRIDE + 2] ?? 0) | flags;
        if (isOfWeeks) add(sums, at + FOUR_WEEKS_MESSAGES, messages);
        if (week === 0) add(sums, at + WEEK_MESSAGES, messages);
      }
      if (voiceMs > 0) {
        if (isOfWeeks) add(sums, at + week, voiceMs);
        if (isOfMonth) add(sums, at + MONTH_VOICE, voiceMs);
      }
    }
    cursor.at = end;
  }

  takeJoined(cursor: Cursor, end: number): void {
    this.#makeRoom(end - cursor.at);
    for (let index = cursor.at; index < end; index++) {
      const slot = this.#find(cursor.ids.getInt32(index * ID_BYTES), cursor.ids.getInt32(index * ID_BYTES + 4));
      this.#keys[slot * KEY_STRIDE + 2] = (this.#keys[slot * KEY_STRIDE + 2] ?? 0) | JOINED;
    }
    cursor.at = end;
  }

  /** And forgets them. */
  tell(answer: Answer): void {
    for (let index = 0; index < this.#size; index++) {
      const slot = this.#taken[index] ?? 0;
      const key = slot * KEY_STRIDE;
      const at = slot * SUM_STRIDE;
      answer.add(this.#keys, key, this.#sums, at);
      this.#keys.fill(0, key, key + KEY_STRIDE);
      this.#sums.fill(0, at, at + SUM_STRIDE);
    }
    this.#size = 0;
  }

  #find(high: number, low: number): number {
    const keys = this.#keys;
    let slot = hashOf(high, low) & this.#mask;
    for (;;) {
      const key = slot * KEY_STRIDE;
      if (keys[key + 2] === 0) break;
      if (keys[key] === low && keys[key + 1] === high) return slot;
      slot = (slot + 1) & this.#mask;
    }
    keys[slot * KEY_STRIDE] = low;
    keys[slot * KEY_STRIDE + 1] = high;
    keys[slot * KEY_STRIDE + 2] = SEEN;
    this.#taken[this.#size++] = slot;
    return slot;
  }

  /** For so many people more, so that nothing moves while they are taken. */
  #makeRoom(people: number): void {
    while (this.#size + people > this.#taken.length) this.#grow();
  }

  #grow(): void {
    const [keys, sums, taken] = [this.#keys, this.#sums, this.#taken];
    const capacity = (this.#mask + 1) * 2;
    const held = taken.subarray(0, this.#size);
    this.#mask = capacity - 1;
    this.#keys = new Int32Array(capacity * KEY_STRIDE);
    this.#sums = new Float64Array(capacity * SUM_STRIDE);
    this.#taken = new Int32Array(capacity / 2);
    this.#size = 0;
    for (const old of held) {
      const key = old * KEY_STRIDE;
      const slot = this.#find(keys[key + 1] ?? 0, keys[key] ?? 0);
      this.#keys[slot * KEY_STRIDE + 2] = keys[key + 2] ?? 0;
      this.#sums.set(sums.subarray(old * SUM_STRIDE, (old + 1) * SUM_STRIDE), slot * SUM_STRIDE);
    }
  }
}

class Answer {
  readonly #question: PeopleQuestion;
  readonly #counts = { activeWeek: 0, newcomers: 0, returned: 0, lapsed: 0, regulars: 0, activeMonth: 0 };
  readonly #top: Record<'messages' | 'voice', Record<7 | 28, Ranking>>;

  constructor(question: PeopleQuestion) {
    this.#question = question;
    const rankings = () => ({ 7: new Ranking(question.most), 28: new Ranking(question.most) });
    this.#top = { messages: rankings(), voice: rankings() };
  }

  add(keys: Int32Array, key: number, sums: Float64Array, at: number): void {
    const counts = this.#counts;
    const { activeVoiceMs } = this.#question;
    let flags = keys[key + 2] ?? 0;
    let [voiceMs, weeks] = [0, 0];
    for (let week = 0; week < WEEKS; week++) {
      const ms = sums[at + week] ?? 0;
      voiceMs += ms;
      if (ms >= activeVoiceMs) flags |= 1 << week;
      weeks += (flags >> week) & 1;
    }
    if (flags & MONTH || (sums[at + MONTH_VOICE] ?? 0) >= activeVoiceMs) counts.activeMonth += 1;
    if (weeks >= 3) counts.regulars += 1;
    if (flags & 1) {
      counts.activeWeek += 1;
      if (flags & JOINED) counts.newcomers += 1;
      else if (!(flags & 2)) counts.returned += 1;
    } else if (flags & 2) counts.lapsed += 1;
    if (this.#question.most === 0) return;
    const [low, high] = [keys[key] ?? 0, keys[key + 1] ?? 0];
    this.#top.messages[7].offer(high, low, sums[at + WEEK_MESSAGES] ?? 0);
    this.#top.messages[28].offer(high, low, sums[at + FOUR_WEEKS_MESSAGES] ?? 0);
    this.#top.voice[7].offer(high, low, sums[at] ?? 0);
    this.#top.voice[28].offer(high, low, voiceMs);
  }

  told(): PeopleAnswer {
    const ranked = ({ 7: week, 28: fourWeeks }: Record<7 | 28, Ranking>) => ({
      7: week.ranked(),
      28: fourWeeks.ranked(),
    });
    return { ...this.#counts, top: { messages: ranked(this.#top.messages), voice: ranked(this.#top.voice) } };
  }
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function add(sums: Float64Array, at: number, value: number): void {
  sums[at] = (sums[at] ?? 0) + value;
}
