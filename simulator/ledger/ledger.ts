import type { World } from '../world/world.ts';
import { type Exclusion, isExcluded, observedMs, type Span, spansByGuild } from './exclusions.ts';
import { emptyEntry, MESSAGE_KIND, type MessageLog } from './message-log.ts';
import { VOICE_FLAG, type VoiceLog } from './voice-log.ts';

export const HOUR_MS = 3_600_000;
const USER_SPAN = 2 ** 23;
/** Entries counted between two pauses that let sockets breathe. */
const SLICE = 100_000;

/** What one person did in one channel in one UTC hour. */
export interface LedgerCell {
  guildId: string;
  channelId: string;
  /** Parent channel where `channelId` is a thread, else null. */
  parentId: string | null;
  userId: string;
  /** Hours since the Unix epoch. */
  hour: number;
  messages: number;
  /** Messages inside an excluded span: the observer may have seen them or not. */
  uncertainMessages: number;
  activeMs: number;
  mutedMs: number;
  deafenedMs: number;
  aloneMs: number;
}

interface Tally {
  messages: number;
  uncertain: number;
  active: number;
  muted: number;
  deafened: number;
  alone: number;
}

export interface LedgerQuestion {
  excluded?: readonly Exclusion[] | undefined;
  guildId?: string | undefined;
  /** Whole hours from the one of fromMs to the one before toMs. */
  fromMs?: number | undefined;
  toMs?: number | undefined;
  /** Voice still running is counted up to here. */
  asOfMs: number;
}

interface Occupant {
  sinceMs: number;
  flags: number;
}

/**
 * The truth, counted from the logs by the published definitions and by nothing else: no counter is kept while things
 * happen, so nothing the gateway does can touch it.
 */
export class Ledger {
  private readonly world: World;
  readonly messages: MessageLog;
  readonly voice: VoiceLog;

  constructor(world: World, messages: MessageLog, voice: VoiceLog) {
    this.world = world;
    this.messages = messages;
    this.voice = voice;
  }

  /** All cells that are not empty, in no particular order. */
  async cells(question: LedgerQuestion): Promise<LedgerCell[]> {
    return [...(await this.count(question)).cells()];
  }

  /** The same without making them all at once. */
  async count(question: LedgerQuestion): Promise<LedgerCount> {
    const counting = new Counting(this.world, question);
    const voiceLength = this.voice.length;
    const until = this.messages.next;
    const entry = emptyEntry();
    for (let from = this.messages.first; from < until; from += SLICE) {
      for (let i = Math.max(from, this.messages.first); i < Math.min(from + SLICE, until); i += 1) {
        this.messages.read(i, entry);
        if (entry.kind === MESSAGE_KIND.human || entry.kind === MESSAGE_KIND.reply) {
          counting.message(entry.ms, entry.channel, entry.user);
        }
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.voice.forEach(voiceLength, (ms, guild, channel, user, flags) =>
      counting.change(ms, guild, channel, user, flags),
    );
    counting.finish(question.asOfMs);
    return counting;
  }
}

export interface LedgerCount {
  readonly size: number;
  cells(): Generator<LedgerCell>;
}

class Counting implements LedgerCount {
  size = 0;
  private readonly world: World;
  private readonly spans: Span[][];
  private readonly onlyGuild: number;
  private readonly fromHour: number;
  private readonly toHour: number;
  private readonly tallies = new Map<number, Map<number, Tally>>();
  /** channel -> person -> since when in which state */
  private readonly rooms = new Map<number, Map<number, Occupant>>();
  /** person and guild -> channel */
  private readonly whereabouts = new Map<number, number>();

  constructor(world: World, question: LedgerQuestion) {
    this.world = world;
    this.spans = spansByGuild(world.guilds, question.excluded ?? []);
    this.onlyGuild = question.guildId === undefined ? -1 : (world.guildById(question.guildId)?.index ?? -2);
    this.fromHour = Math.floor((question.fromMs ?? 0) / HOUR_MS);
    this.toHour = question.toMs === undefined ? Number.POSITIVE_INFINITY : Math.ceil(question.toMs / HOUR_MS);
  }

  message(ms: number, channel: number, user: number): void {
    const tally = this.tally(channel, user, Math.floor(ms / HOUR_MS));
    if (!tally) return;
    if (isExcluded(this.spansOf(channel), ms)) tally.uncertain += 1;
    else tally.messages += 1;
  }

  /** One voice change: settle everyone in the rooms concerned up to now, then move the person. */
  change(ms: number, guild: number, channel: number, user: number, flags: number): void {
    const key = guild * USER_SPAN + user;
    const before = this.whereabouts.get(key) ?? -1;
    if (before >= 0) this.settle(before, ms);
    if (channel >= 0 && channel !== before) this.settle(channel, ms);
    if (before >= 0 && before !== channel) this.rooms.get(before)?.delete(user);
    if (channel < 0) {
      this.whereabouts.delete(key);
      return;
    }
    this.whereabouts.set(key, channel);
    const room = this.rooms.get(channel) ?? new Map<number, Occupant>();
    room.set(user, { sinceMs: ms, flags });
    this.rooms.set(channel, room);
  }

  finish(ms: number): void {
    for (const channel of this.rooms.keys()) this.settle(channel, ms);
  }

  /** Credits everyone in a room with the time since the last change there. */
  private settle(channel: number, ms: number): void {
    const room = this.rooms.get(channel);
    if (!room) return;
    const alone = room.size < 2;
    for (const [user, occupant] of room) {
      if ((occupant.flags & VOICE_FLAG.afk) === 0) this.credit(channel, user, occupant, ms, alone);
      occupant.sinceMs = ms;
    }
  }

  /** Precedence: alone, deafened, muted, active. Split at UTC hours; excluded spans count for nothing. */
  private credit(channel: number, user: number, occupant: Occupant, toMs: number, alone: boolean): void {
    const spans = this.spansOf(channel);
    let from = occupant.sinceMs;
    while (from < toMs) {
      const hour = Math.floor(from / HOUR_MS);
      const to = Math.min(toMs, (hour + 1) * HOUR_MS);
      const ms = observedMs(spans, from, to);
      const tally = ms > 0 ? this.tally(channel, user, hour) : null;
      if (tally) {
        if (alone) tally.alone += ms;
        else if ((occupant.flags & VOICE_FLAG.deafened) !== 0) tally.deafened += ms;
        else if ((occupant.flags & VOICE_FLAG.muted) !== 0) tally.muted += ms;
        else tally.active += ms;
      }
      from = to;
    }
  }

  private spansOf(channel: number): readonly Span[] {
    return this.spans[this.world.channelAt(channel).guildIndex] ?? [];
  }

  private tally(channel: number, user: number, hour: number): Tally | null {
    if (hour < this.fromHour || hour >= this.toHour) return null;
    if (this.onlyGuild !== -1 && this.world.channelAt(channel).guildIndex !== this.onlyGuild) return null;
    let people = this.tallies.get(channel);
    if (!people) {
      people = new Map();
      this.tallies.set(channel, people);
    }
    const key = hour * USER_SPAN + user;
    let tally = people.get(key);
    if (!tally) {
      tally = { messages: 0, uncertain: 0, active: 0, muted: 0, deafened: 0, alone: 0 };
      people.set(key, tally);
      this.size += 1;
    }
    return tally;
  }

  *cells(): Generator<LedgerCell> {
    for (const [channelIndex, people] of this.tallies) {
      const channel = this.world.channelAt(channelIndex);
      const guildId = this.world.guildAt(channel.guildIndex).id;
      const parentId = channel.threadParent >= 0 ? channel.parentId : null;
      for (const [key, tally] of people) {
        yield {
          guildId,
          channelId: channel.id,
          parentId,
          userId: this.world.people.idOf(key % USER_SPAN),
          hour: Math.floor(key / USER_SPAN),
          messages: tally.messages,
          uncertainMessages: tally.uncertain,
          activeMs: tally.active,
          mutedMs: tally.muted,
          deafenedMs: tally.deafened,
          aloneMs: tally.alone,
        };
      }
    }
  }
}
