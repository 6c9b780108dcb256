import type { Cells } from './cells.ts';
import { IdTable } from './id-table.ts';
import { type People, writePeople } from './people.ts';

/** Totals of a channel, or of the guild, with the hours that have any. */
export interface ChannelTotals {
  channelId: string;
  /** Of a thread; its totals are in those of its parent. */
  parentId: string | null;
  posters: number;
  voiceUsers: number;
  counts: Counts;
}

/** Messages, active, muted, deafened and alone milliseconds. */
export type Counts = readonly [number, number, number, number, number];

/** Totals by the hour of the day, messages and the four parts of voice; null where there are none. */
export interface HourTotals {
  /** '0' for the guild. */
  channelId: string;
  messages: Float64Array | null;
  voice: Float64Array[] | null;
}

export interface DayTotals {
  /** Threads in rows of their own and in those of their parents. */
  channels: ChannelTotals[];
  /** Threads in their parents' alone. */
  hours: HourTotals[];
  guild: { counts: Counts; posters: number; voiceUsers: number; active: number };
  people: People[];
}

const KINDS = 5;
const NO_SUMS = new Float64Array(0);

/** The cells of a guild's day, added up once it is known which of its channels are threads. */
export class DayCount {
  readonly #fromHour: number;
  readonly #toHour: number;
  readonly #activeVoiceMs: number;
  readonly #channels = new IdTable();
  readonly #users: IdTable;
  readonly #messages: Numbered;
  readonly #voice: Numbered;

  constructor(
    { messages, voice }: { messages: Cells; voice: Cells },
    { fromHour, toHour, activeVoiceMs }: { fromHour: number; toHour: number; activeVoiceMs: number },
  ) {
    this.#fromHour = fromHour;
    this.#toHour = toHour;
    this.#activeVoiceMs = activeVoiceMs;
    this.#users = new IdTable(Math.max(messages.length, voice.length) / 2);
    this.#messages = numbered(messages, this.#channels, this.#users);
    this.#voice = numbered(voice, this.#channels, this.#users);
  }

  /** Channels in which people wrote or spoke. */
  get channelIds(): string[] {
    return Array.from({ length: this.#channels.size }, (_, number) => this.#channels.textOf(number));
  }

  /**
   * @param parents of those of the channels that are threads
   * @param cuts the hours within the day at which lists of people end and begin, ascending
   */
  totals(parents: ReadonlyMap<string, { high: number; low: number }>, cuts: readonly number[]): DayTotals {
    const channels = this.#channels;
    const own = channels.size;
    const rootOf = new Int32Array(own);
    for (let number = 0; number < own; number++) {
      const parent = parents.get(channels.textOf(number));
      rootOf[number] = parent ? channels.numberOf(parent.high, parent.low) : number;
    }
    const hours = this.#toHour - this.#fromHour;
    const sums = new Float64Array(channels.size * KINDS);
    const hourly = Array.from({ length: KINDS }, () => new Float64Array((channels.size + 1) * hours));
    const [writtenHourly = NO_SUMS] = hourly;
    const guildRow = channels.size;
    const posters = new Int32Array(channels.size);
    const voiceUsers = new Int32Array(channels.size);
    const edges = [this.#fromHour, ...cuts, this.#toHour];
    const lists = edges.slice(1).map((toHour, index) => ({
      fromHour: edges[index] ?? 0,
      toHour,
      messages: new Float64Array(this.#users.size),
      voiceMs: new Float64Array(this.#users.size),
    }));
    const listOf = (hour: number) => lists.find((list) => hour < list.toHour) ?? lists[lists.length - 1];
    const listAt = Array.from({ length: hours }, (_, index) => listOf(this.#fromHour + index));

    const wrote = new IdTable(this.#messages.length / 2);
    const { length, hourAt, channelAt, userAt, counts } = this.#messages;
    const [written] = counts;
    for (let cell = 0; cell < length; cell++) {
      const channel = channelAt[cell] ?? 0;
      const user = userAt[cell] ?? 0;
      const hour = (hourAt[cell] ?? 0) - this.#fromHour;
      const messages = written?.[cell] ?? 0;
      const root = rootOf[channel] ?? 0;
      add(writtenHourly, root * hours + hour, messages);
      add(writtenHourly, guildRow * hours + hour, messages);
      add(sums, root * KINDS, messages);
      if (isNew(wrote, root, user)) add(posters, root, 1);
      if (root !== channel) {
        add(sums, channel * KINDS, messages);
        if (isNew(wrote, channel, user)) add(posters, channel, 1);
      }
      const list = listAt[hour];
      if (list) add(list.messages, user, messages);
    }

    const spoke = new IdTable(this.#voice.length / 2);
    const spoken = new Float64Array(this.#voice.length);
    for (let cell = 0; cell < this.#voice.length; cell++) {
      const channel = this.#voice.channelAt[cell] ?? 0;
      const user = this.#voice.userAt[cell] ?? 0;
      const hour = (this.#voice.hourAt[cell] ?? 0) - this.#fromHour;
      let voiceMs = 0;
      for (let kind = 1; kind < KINDS; kind++) {
        const ms = this.#voice.counts[kind - 1]?.[cell] ?? 0;
        const ofKind = hourly[kind] ?? NO_SUMS;
        add(ofKind, channel * hours + hour, ms);
        add(ofKind, guildRow * hours + hour, ms);
        add(sums, channel * KINDS + kind, ms);
        // Alone is no voice time.
        if (kind < KINDS - 1) voiceMs += ms;
      }
      add(spoken, spoke.numberOf(channel, user), voiceMs);
      const list = listAt[hour];
      if (list) add(list.voiceMs, user, voiceMs);
    }
    for (let number = 0; number < spoke.size; number++)
      if ((spoken[number] ?? 0) >= this.#activeVoiceMs) add(voiceUsers, spoke.highOf(number), 1);

    return {
      channels: Array.from({ length: channels.size }, (_, number) => ({
        channelId: channels.textOf(number),
        parentId: number < own && rootOf[number] !== number ? channels.textOf(rootOf[number] ?? 0) : null,
        posters: posters[number] ?? 0,
        voiceUsers: voiceUsers[number] ?? 0,
        counts: countsAt(sums, number * KINDS),
      })),
      hours: this.#hourTotals(hourly, hours),
      guild: { ...this.#guildPeople(lists), counts: guildCounts(hourly, guildRow * hours) },
      people: lists.map(({ fromHour, toHour, messages, voiceMs }) => ({
        fromHour,
        toHour,
        ...writePeople(this.#users, messages, voiceMs),
      })),
    };
  }

  #hourTotals(hourly: readonly Float64Array[], hours: number): HourTotals[] {
    const totals: HourTotals[] = [];
    for (let row = 0; row <= this.#channels.size; row++) {
      const [messages, ...voice] = hourly.map((kind) => kind.subarray(row * hours, (row + 1) * hours));
      const hasMessages = messages?.some(isSome) ?? false;
      const hasVoice = voice.some((kind) => kind.some(isSome));
      if (!hasMessages && !hasVoice) continue;
      totals.push({
        channelId: row === this.#channels.size ? '0' : this.#channels.textOf(row),
        messages: hasMessages && messages ? messages : null,
        voice: hasVoice ? voice : null,
      });
    }
    return totals;
  }

  #guildPeople(lists: readonly { messages: Float64Array; voiceMs: Float64Array }[]) {
    const people = { posters: 0, voiceUsers: 0, active: 0 };
    for (let user = 0; user < this.#users.size; user++) {
      let [messages, voiceMs] = [0, 0];
      for (const list of lists) {
        messages += list.messages[user] ?? 0;
        voiceMs += list.voiceMs[user] ?? 0;
      }
      const speaks = voiceMs >= this.#activeVoiceMs;
      if (messages > 0) people.posters += 1;
      if (speaks) people.voiceUsers += 1;
      if (messages > 0 || speaks) people.active += 1;
    }
    return people;
  }
}

interface Numbered {
  length: number;
  hourAt: Int32Array;
  channelAt: Int32Array;
  userAt: Int32Array;
  counts: readonly Int32Array[];
}

/** Gives numbers to channels and people, in a place of its own: the cells are the reader's. */
function numbered({ length, hours, channelIds, userIds, counts }: Cells, channels: IdTable, users: IdTable): Numbered {
  const channelAt = new Int32Array(length);
  const userAt = new Int32Array(length);
  for (let cell = 0; cell < length; cell++) {
    channelAt[cell] = channels.numberOf(channelIds[cell * 2] ?? 0, channelIds[cell * 2 + 1] ?? 0);
    userAt[cell] = users.numberOf(userIds[cell * 2] ?? 0, userIds[cell * 2 + 1] ?? 0);
  }
  return {
    length,
    hourAt: hours.slice(0, length),
    channelAt,
    userAt,
    counts: counts.map((count) => count.slice(0, length)),
  };
}

function add(sums: Float64Array | Int32Array, at: number, value: number): void {
  sums[at] = (sums[at] ?? 0) + value;
}

function isNew(pairs: IdTable, channel: number, user: number): boolean {
  const before = pairs.size;
  return pairs.numberOf(channel, user) === before;
}

function countsAt(sums: Float64Array, at: number): Counts {
  return [sums[at] ?? 0, sums[at + 1] ?? 0, sums[at + 2] ?? 0, sums[at + 3] ?? 0, sums[at + 4] ?? 0];
}

/** The guild's row is the last. */
function guildCounts(hourly: readonly Float64Array[], from: number): Counts {
  const [messages = 0, active = 0, muted = 0, deafened = 0, alone = 0] = hourly.map((kind) =>
    kind.subarray(from).reduce((sum, value) => sum + value, 0),
  );
  return [messages, active, muted, deafened, alone];
}

function isSome(value: number): boolean {
  return value > 0;
}

/** The list of people of a guild's hours, where nothing else of them is wanted. */
export function listPeople(
  { messages, voice }: { messages: Cells; voice: Cells },
  { fromHour, toHour }: { fromHour: number; toHour: number },
): People {
  const users = new IdTable(Math.max(messages.length, voice.length) / 2);
  const channels = new IdTable();
  const written = numbered(messages, channels, users);
  const spoken = numbered(voice, channels, users);
  const sums = { messages: new Float64Array(users.size), voiceMs: new Float64Array(users.size) };
  for (let cell = 0; cell < written.length; cell++)
    add(sums.messages, written.userAt[cell] ?? 0, written.counts[0]?.[cell] ?? 0);
  for (let cell = 0; cell < spoken.length; cell++)
    for (let kind = 0; kind < KINDS - 2; kind++)
      add(sums.voiceMs, spoken.userAt[cell] ?? 0, spoken.counts[kind]?.[cell] ?? 0);
  return { fromHour, toHour, ...writePeople(users, sums.messages, sums.voiceMs) };
}
