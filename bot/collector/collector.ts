import type { CountBatch } from '#core/analytics/count-batch.server.ts';
import type { DurableState } from '#core/analytics/load-durable-state.server.ts';
import type { Entitlement } from '#core/billing/list-entitled-guilds.server.ts';
import type { ShardLease } from '#core/gateway/take-shards.server.ts';
import type { Clock } from '#core/platform/clock.ts';
import { shardOf } from '#core/platform/snowflake.ts';
import { Counting } from './counting.ts';
import { ShardStream } from './shard-stream.ts';

export interface CollectorOptions {
  clusterId: number;
  shardCount: number;
  leases: readonly ShardLease[];
  /** As committed by whoever had these shards before. */
  state: DurableState;
  /** Entitled now; guilds of other clusters are passed over. */
  entitled: readonly Entitlement[];
  clock: Clock;
}

/** Everything one cluster counts. Synchronous and without a database: `takeBatch` hands over what has to become durable. */
export class Collector {
  readonly shards: ReadonlyMap<number, ShardStream>;
  private readonly counting: Counting;
  private readonly clusterId: number;
  private readonly shardCount: number;
  private batches = 0;
  private endsAt = new Map<string, number>();

  constructor(options: CollectorOptions) {
    const { leases, state } = options;
    this.clusterId = options.clusterId;
    this.shardCount = options.shardCount;
    this.counting = new Counting(options.clock);
    this.shards = new Map(leases.map((lease) => [lease.shardId, new ShardStream(lease, this.counting)]));
    this.restore(state);
    this.setEntitled(options.entitled);
    for (const shard of this.shards.values()) if (shard.session() === null) shard.startWithoutSession();
  }

  get guilds(): number {
    let guilds = 0;
    for (const shard of this.shards.values()) guilds += shard.guilds.present.size;
    return guilds;
  }

  get events(): number {
    let events = 0;
    for (const shard of this.shards.values()) events += shard.events;
    return events;
  }

  get pendingKeys(): number {
    return this.counting.pendingKeys;
  }

  /** When the next entitlement ends by itself; Infinity where none does. */
  get nextEndMs(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...this.endsAt.values());
  }

  /** Replaces the guilds that are counted by those entitled now. */
  setEntitled(entitled: readonly Entitlement[]): void {
    const mine = new Map<string, Entitlement>();
    for (const guild of entitled) if (this.streamOf(guild.guildId)) mine.set(guild.guildId, guild);
    for (const guildId of [...this.counting.guilds.keys()]) if (!mine.has(guildId)) this.stopCounting(guildId);
    this.endsAt = new Map();
    for (const { guildId, endsAtMs } of mine.values()) {
      if (endsAtMs !== null) this.endsAt.set(guildId, endsAtMs);
      const stream = this.streamOf(guildId);
      if (stream && !this.counting.guilds.has(guildId)) {
        stream.startCounting(this.counting.add(guildId, stream.shardId));
      }
    }
  }

  /** Ends the entitlements whose time is over, without asking anybody. */
  endOverdue(): void {
    const now = this.counting.clock.now();
    for (const [guildId, endMs] of this.endsAt) {
      if (endMs > now) continue;
      this.stopCounting(guildId, endMs);
      this.endsAt.delete(guildId);
    }
  }

  /**
   * Hands over all that was applied since the last call, with the offsets it belongs to.
   * @param isLast hands over everybody's voice time too.
   */
  takeBatch(isLast = false): CountBatch {
    for (const shard of this.shards.values()) shard.accrueVoice(isLast);
    this.batches++;
    return {
      number: this.batches,
      shardCount: this.shardCount,
      clusterId: this.clusterId,
      shards: [...this.shards.values()].map((shard) => shard.offset()),
      ...this.counting.take(),
    };
  }

  /** The batch is durable: heartbeats may say so. */
  settle(batch: CountBatch): void {
    for (const offset of batch.shards) this.shards.get(offset.shardId)?.settle(offset);
  }

  private restore(state: DurableState): void {
    this.counting.coverage.restore(state);
    for (const { guildId, afkChannelId } of state.guilds) {
      if (!this.counting.coverage.hasGap(guildId, 'all'))
        this.streamOf(guildId)?.guilds.present.set(guildId, afkChannelId);
    }
    const known = new Set([...state.openSpans, ...state.voiceSessions.map((session) => session.guildId)]);
    for (const guildId of known) {
      const stream = this.streamOf(guildId);
      if (!stream) continue;
      const { voice } = this.counting.add(guildId, stream.shardId);
      voice.complete = !this.counting.coverage.hasGap(guildId, 'voice');
      voice.setAfkChannel(stream.guilds.present.get(guildId) ?? null, 0);
    }
    for (const { guildId, countFromMs } of state.countFrom) {
      const guild = this.counting.guilds.get(guildId);
      if (guild) guild.countFromMs = countFromMs;
    }
    for (const guild of this.counting.guilds.values()) {
      if (this.counting.coverage.hasGap(guild.guildId, 'all')) guild.countFromMs = Number.POSITIVE_INFINITY;
    }
    for (const session of state.voiceSessions) this.counting.guilds.get(session.guildId)?.voice.restore(session);
  }

  private stopCounting(guildId: string, endMs = Number.POSITIVE_INFINITY): void {
    const guild = this.counting.guilds.get(guildId);
    const stream = this.streamOf(guildId);
    if (guild && stream) stream.stopCounting(guild, endMs);
  }

  private streamOf(guildId: string): ShardStream | undefined {
    return this.shards.get(shardOf(guildId, this.shardCount));
  }
}
