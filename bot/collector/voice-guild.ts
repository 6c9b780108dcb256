import type { VoiceSessionKey, VoiceSessionRow } from '#core/analytics/count-batch.server.ts';
import { type VoicePart, voicePart } from '#core/analytics/rules.ts';
import { hourOf } from '#core/platform/snowflake.ts';

export type AddVoice = (
  guildId: string,
  channelId: string,
  userId: string,
  part: VoicePart,
  fromMs: number,
  toMs: number,
) => void;

export type AddPeak = (guildId: string, channelId: string, hour: number, people: number) => void;

/** What stands for the whole guild among the channels of peaks. */
const WHOLE_GUILD = '0';

/** A stretch without any word is believed to have gone on as it was for this many hours at most. */
const SILENT_HOURS = 48;

interface Session {
  readonly userId: string;
  channelId: string;
  flags: number;
  accruedUntilMs: number;
}

/**
 * Who is in voice in one guild, bots left out, and the time they have been there that is not handed over yet.
 * A stretch is handed over whenever what it counts as may change: the person's own move, mute or deafening, company
 * that comes to or leaves a person alone, the AFK channel moving; and from time to time, so that figures move.
 */
export class VoiceGuild {
  readonly guildId: string;
  /** False while people may be in voice whom nobody has seen: somebody who seems alone is then not known to be. */
  complete = true;
  /** Until when everybody's time was handed over at least. */
  accruedAllMs = 0;
  private afkChannelId: string | null = null;
  private readonly sessions = new Map<string, Session>();
  private readonly channels = new Map<string, Set<Session>>();
  private readonly changed = new Set<Session>();
  private readonly ended = new Set<string>();
  private readonly addVoice: AddVoice;
  private readonly addPeak: AddPeak;
  /** The hour that `peaks` speaks of; null before the first. */
  private peakHour: number | null = null;
  private readonly peaks = new Map<string, number>();

  constructor(guildId: string, addVoice: AddVoice, addPeak: AddPeak) {
    this.guildId = guildId;
    this.addVoice = addVoice;
    this.addPeak = addPeak;
  }

  get people(): number {
    return this.sessions.size;
  }

  /** Takes a durable session up again. It needs no writing before it changes. */
  restore(row: VoiceSessionRow): void {
    const { userId, channelId, flags, accruedUntilMs } = row;
    const session = { userId, channelId, flags, accruedUntilMs };
    this.sessions.set(userId, session);
    this.humansIn(channelId).add(session);
    this.peakHour = Math.max(this.peakHour ?? 0, hourOf(accruedUntilMs));
  }

  /** A person's state at an instant; `channelId` null where they left. */
  update(userId: string, channelId: string | null, flags: number, atMs: number): void {
    this.turnHour(atMs);
    const session = this.sessions.get(userId);
    if (session === undefined) {
      if (channelId !== null) this.enter({ userId, channelId, flags, accruedUntilMs: atMs }, atMs);
      return;
    }
    if (channelId === session.channelId) {
      if (flags === session.flags) return;
      this.accrue(session, atMs);
      session.flags = flags;
      this.changed.add(session);
      return;
    }
    this.leave(session, atMs);
    if (channelId === null) {
      this.sessions.delete(userId);
      this.changed.delete(session);
      this.ended.add(userId);
      return;
    }
    session.channelId = channelId;
    session.flags = flags;
    session.accruedUntilMs = Math.max(session.accruedUntilMs, atMs);
    this.enter(session, atMs);
  }

  /** Everybody in voice at an instant, by a list that names them all: from here on it is known who is alone. */
  reconcile(states: readonly { userId: string; channelId: string | null; flags: number }[], atMs: number): void {
    const listed = new Set(states.map((state) => state.userId));
    for (const userId of [...this.sessions.keys()]) if (!listed.has(userId)) this.update(userId, null, 0, atMs);
    for (const state of states) this.update(state.userId, state.channelId, state.flags, atMs);
    this.accrueAll(atMs);
    this.complete = true;
  }

  setAfkChannel(channelId: string | null, atMs: number): void {
    if (channelId === this.afkChannelId) return;
    this.turnHour(atMs);
    const before = this.afkChannelId;
    for (const id of [before, channelId]) if (id !== null) this.accrueChannel(id, atMs);
    this.afkChannelId = channelId;
    if (before !== null) this.notePeak(before);
  }

  accrueAll(untilMs: number): void {
    this.turnHour(untilMs);
    for (const session of this.sessions.values()) this.accrue(session, untilMs);
    this.accruedAllMs = untilMs;
  }

  /** Everybody's time up to here counts; what follows is not observed. */
  endAll(untilMs: number): void {
    this.accrueAll(untilMs);
    for (const userId of this.sessions.keys()) this.ended.add(userId);
    this.sessions.clear();
    this.channels.clear();
    this.changed.clear();
  }

  /** What the durable sessions differ by since the last call. */
  takeChanges(): { ended: VoiceSessionKey[]; current: VoiceSessionRow[] } {
    const { guildId } = this;
    const ended = [...this.ended].map((userId) => ({ guildId, userId }));
    const current = [...this.changed].map((session) => ({ guildId, ...session }));
    this.ended.clear();
    this.changed.clear();
    return { ended, current };
  }

  private enter(session: Session, atMs: number): void {
    const humans = this.humansIn(session.channelId);
    if (humans.size === 1) for (const alone of humans) this.accrue(alone, atMs);
    humans.add(session);
    this.sessions.set(session.userId, session);
    this.ended.delete(session.userId);
    this.changed.add(session);
    this.notePeak(session.channelId);
  }

  private leave(session: Session, atMs: number): void {
    const humans = this.humansIn(session.channelId);
    if (humans.size === 2) for (const one of humans) this.accrue(one, atMs);
    else this.accrue(session, atMs);
    humans.delete(session);
    if (humans.size === 0) this.channels.delete(session.channelId);
  }

  private accrueChannel(channelId: string, untilMs: number): void {
    for (const session of this.channels.get(channelId) ?? []) this.accrue(session, untilMs);
  }

  private accrue(session: Session, untilMs: number): void {
    const { channelId, userId, accruedUntilMs: fromMs } = session;
    if (untilMs <= fromMs) return;
    session.accruedUntilMs = untilMs;
    this.changed.add(session);
    if (channelId === this.afkChannelId) return;
    const part = voicePart(session.flags, this.channels.get(channelId)?.size ?? 0);
    if (part === 'alone' && !this.complete) return;
    this.addVoice(this.guildId, channelId, userId, part, fromMs, untilMs);
  }

  /** Whoever is in voice when an hour begins is its first peak. */
  private turnHour(atMs: number): void {
    const hour = hourOf(atMs);
    if (this.peakHour !== null && hour <= this.peakHour) return;
    const first = Math.max((this.peakHour ?? hour - 1) + 1, hour - SILENT_HOURS);
    for (this.peakHour = first; ; this.peakHour += 1) {
      this.peaks.clear();
      for (const channelId of this.channels.keys()) this.notePeak(channelId);
      if (this.peakHour === hour) return;
    }
  }

  private notePeak(channelId: string): void {
    if (channelId === this.afkChannelId) return;
    const inAfk = this.afkChannelId === null ? 0 : (this.channels.get(this.afkChannelId)?.size ?? 0);
    this.raisePeak(channelId, this.channels.get(channelId)?.size ?? 0);
    this.raisePeak(WHOLE_GUILD, this.sessions.size - inAfk);
  }

  private raisePeak(channelId: string, people: number): void {
    if (this.peakHour === null || people <= (this.peaks.get(channelId) ?? 0)) return;
    this.peaks.set(channelId, people);
    this.addPeak(this.guildId, channelId, this.peakHour, people);
  }

  private humansIn(channelId: string): Set<Session> {
    let humans = this.channels.get(channelId);
    if (humans === undefined) {
      humans = new Set();
      this.channels.set(channelId, humans);
    }
    return humans;
  }
}
