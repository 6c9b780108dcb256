import type { CountBatch } from '#core/analytics/count-batch.server.ts';
import type { DurableState } from '#core/analytics/load-durable-state.server.ts';
import type { Entitlement } from '#core/billing/list-entitled-guilds.server.ts';
import type { ShardLease } from '#core/gateway/take-shards.server.ts';
import { Collector } from '../collector.ts';
import { readPayload } from '../read-payload.ts';
import type { ShardStream } from '../shard-stream.ts';
import { snowflakeAt } from './realistic-message.ts';

export const START_MS = 1_795_000_000_000;
export const GUILD = '1100000000000000001';
export const OTHER_GUILD = '1100000000000000002';

/** A clock that tests move. */
export class HandClock {
  ms = START_MS;
  now(): number {
    return this.ms;
  }
}

export const freshLease: ShardLease = {
  shardId: 0,
  epoch: '1',
  sessionId: null,
  resumeGatewayUrl: null,
  sequence: null,
  observedMs: null,
  recentIds: [],
};

export const emptyState: DurableState = { guilds: [], voiceSessions: [], openSpans: [], openGaps: [], countFrom: [] };

export const forever = (...guildIds: string[]): Entitlement[] =>
  guildIds.map((guildId) => ({ guildId, endsAtMs: null }));

/** One shard of one, spoken to in frames as the connection hands them over. */
export class ScriptedShard {
  readonly clock: HandClock;
  readonly collector: Collector;
  readonly stream: ShardStream;
  sequence = 0;
  private ids = 0;

  constructor(options: { entitled?: Entitlement[]; lease?: ShardLease; state?: DurableState; clock?: HandClock } = {}) {
    this.clock = options.clock ?? new HandClock();
    this.collector = new Collector({
      clusterId: 0,
      shardCount: 1,
      leases: [options.lease ?? freshLease],
      state: options.state ?? emptyState,
      entitled: options.entitled ?? forever(GUILD),
      clock: this.clock,
    });
    const stream = this.collector.shards.get(0);
    if (!stream) throw new Error('no shard');
    this.stream = stream;
    this.sequence = stream.heldSequence ?? 0;
  }

  /** Hands over one frame. @returns whether the dispatch was new. */
  frame(text: string): boolean {
    if (this.stream.applyText(text)) return true;
    const payload = readPayload(text);
    return payload !== null && payload.op === 0 && this.stream.apply(payload);
  }

  dispatch(t: string, d: unknown, s = ++this.sequence): boolean {
    return this.frame(JSON.stringify({ t, s, op: 0, d }));
  }

  ready(sessionId: string, ...guildIds: string[]): void {
    this.stream.startSession();
    this.sequence = 0;
    const guilds = guildIds.map((id) => ({ id, unavailable: true }));
    this.dispatch('READY', { session_id: sessionId, resume_gateway_url: 'wss://resume.invalid', guilds, user: {} });
  }

  guild(id: string, facts: Record<string, unknown> = {}): void {
    this.dispatch('GUILD_CREATE', { id, afk_channel_id: null, voice_states: [], members: [], threads: [], ...facts });
  }

  message(facts: { userId: string; channelId?: string; guildId?: string; s?: number; atMs?: number }): boolean {
    const { userId, channelId = '1200000000000000001', guildId = GUILD, s = ++this.sequence } = facts;
    const id = snowflakeAt(facts.atMs ?? this.clock.ms, this.ids++);
    const d = { type: 0, id, guild_id: guildId, channel_id: channelId, author: { id: userId, username: 'x' } };
    return this.dispatch('MESSAGE_CREATE', d, s);
  }

  voice(userId: string, channelId: string | null, state: Record<string, unknown> = {}, guildId = GUILD): void {
    this.dispatch('VOICE_STATE_UPDATE', {
      guild_id: guildId,
      user_id: userId,
      channel_id: channelId,
      member: { user: { id: userId } },
      ...state,
    });
  }

  /** A heartbeat was answered that proves all up to now: it was sent later than that by what may overtake it. */
  beat(): void {
    this.stream.proveUntil(this.clock.ms + 1_000);
  }
}

/** Messages of batches by person, added up as the database does. */
export function messagesOf(...batches: CountBatch[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const batch of batches) {
    for (const chunk of batch.messages.chunks(1_000)) {
      chunk.messages.forEach((messages, at) => {
        const user = (BigInt(chunk.userHigh[at] ?? 0) << 32n) | BigInt(chunk.userLow[at] ?? 0);
        sums[`${user}`] = (sums[`${user}`] ?? 0) + messages;
      });
    }
  }
  return sums;
}

/** Voice milliseconds of batches by person and part, added up over hours and channels. */
export function voiceOf(...batches: CountBatch[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const row of batches.flatMap((batch) => batch.voice)) {
    for (const [part, ms] of Object.entries({
      active: row.activeMs,
      muted: row.mutedMs,
      deafened: row.deafenedMs,
      alone: row.aloneMs,
    })) {
      if (ms > 0) sums[`${row.userId} ${part}`] = (sums[`${row.userId} ${part}`] ?? 0) + ms;
    }
  }
  return sums;
}

/** What a new process would load after these batches, over what was there before. */
export function durableAfter(before: DurableState, batch: CountBatch): { lease: ShardLease; state: DurableState } {
  const offset = batch.shards[0];
  if (!offset) throw new Error('a batch without a shard');
  const sessions = new Map(before.voiceSessions.map((row) => [`${row.guildId} ${row.userId}`, row]));
  for (const row of batch.voiceSessions.ended) sessions.delete(`${row.guildId} ${row.userId}`);
  for (const row of batch.voiceSessions.current) sessions.set(`${row.guildId} ${row.userId}`, row);
  const guilds = new Map(before.guilds.map((row) => [row.guildId, row]));
  for (const { guildId, afkChannelId, state } of batch.guilds) {
    if (state === 'available') guilds.set(guildId, { guildId, afkChannelId });
    else guilds.delete(guildId);
  }
  const spans = new Set(before.openSpans);
  for (const { guildId } of batch.spans.closed) spans.delete(guildId);
  for (const { guildId, toMs } of batch.spans.opened) if (toMs === null) spans.add(guildId);
  const gapKey = (gap: { guildId: string | null; kind: string }) => `${gap.guildId} ${gap.kind}`;
  const gaps = new Map(before.openGaps.map((gap) => [gapKey(gap), gap]));
  for (const gap of batch.gaps.closed) gaps.delete(gapKey(gap));
  for (const { shardId, guildId, kind, toMs } of batch.gaps.opened) {
    if (toMs === null) gaps.set(gapKey({ guildId, kind }), { shardId, guildId, kind });
  }
  const countFrom = new Map(before.countFrom.map((row) => [row.guildId, row.countFromMs]));
  for (const { guildId, kind, toMs } of [...batch.gaps.closed, ...batch.gaps.opened]) {
    if (guildId !== null && kind === 'all' && toMs !== null) {
      countFrom.set(guildId, Math.max(toMs, countFrom.get(guildId) ?? 0));
    }
  }
  return {
    lease: { ...offset, epoch: '2' },
    state: {
      guilds: [...guilds.values()],
      voiceSessions: [...sessions.values()],
      openSpans: [...spans],
      openGaps: [...gaps.values()],
      countFrom: [...countFrom].map(([guildId, countFromMs]) => ({ guildId, countFromMs })),
    },
  };
}
