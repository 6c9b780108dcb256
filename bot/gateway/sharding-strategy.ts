import { Collection } from '@discordjs/collection';
import {
  type IShardingStrategy,
  type WebSocketManager,
  WebSocketShardEvents,
  WebSocketShardStatus,
} from '@discordjs/ws';
import { type APIUser, type GatewayDispatchPayload, type GatewaySendPayload, Routes } from 'discord-api-types/v10';
import { isFields } from '#bot/collector/read-dispatch.ts';
import type { GatewayPayload } from '#bot/collector/read-payload.ts';
import type { ShardStream } from '#bot/collector/shard-stream.ts';
import type { Logger } from '#core/platform/log.server.ts';
import type { InflateFrame } from './inflate-stream.ts';
import { isSocketAddress, ShardConnector } from './shard-connector.ts';

export interface StrategyOptions {
  /** The application's id. */
  clientId: string;
  streams: ReadonlyMap<number, ShardStream>;
  newInflate: (() => InflateFrame) | null;
  mayConnect(): Promise<boolean>;
  waitForIdentify(shardId: number, signal: AbortSignal): Promise<void>;
  pauseAfterInvalid(): number;
  /** Something bought in Discord's shop changed; `d` as it came. */
  onEntitlement(d: unknown): void;
  log: Logger;
}

const entitlementEvents: ReadonlySet<string> = new Set([
  'ENTITLEMENT_CREATE',
  'ENTITLEMENT_UPDATE',
  'ENTITLEMENT_DELETE',
]);

const statusOf = {
  connecting: WebSocketShardStatus.Connecting,
  identifying: WebSocketShardStatus.Connecting,
  resuming: WebSocketShardStatus.Resuming,
  live: WebSocketShardStatus.Ready,
  waiting: WebSocketShardStatus.Idle,
  refused: WebSocketShardStatus.Idle,
  closed: WebSocketShardStatus.Idle,
} as const;

/**
 * discord.js's shards, with connections of our own: they count from raw frames, resume sessions that another process
 * left, and acknowledge only what is durable. discord.js is told of sessions and interactions and of nothing else, so
 * it holds no guild.
 */
export class CountingStrategy implements IShardingStrategy {
  readonly connectors = new Map<number, ShardConnector>();
  private readonly manager: WebSocketManager;
  private readonly options: StrategyOptions;
  /** Shards that discord.js takes for ready. */
  private readonly introduced = new Set<number>();
  private user: Promise<unknown> | null = null;

  constructor(manager: WebSocketManager, options: StrategyOptions) {
    this.manager = manager;
    this.options = options;
  }

  async spawn(shardIds: number[]): Promise<void> {
    const { url } = await this.manager.fetchGatewayInformation();
    if (!isSocketAddress(url)) throw new Error('the gateway named by Discord has no address of a socket');
    for (const shardId of shardIds) {
      const stream = this.options.streams.get(shardId);
      if (!stream) throw new Error(`shard ${shardId} is not leased`);
      this.connectors.set(shardId, await this.createConnector(stream, url));
    }
  }

  /** Does not wait for sessions: each shard comes when it may. */
  connect(): void {
    for (const connector of this.connectors.values()) {
      connector.run().catch((error) => this.options.log.error({ error, shard: connector.shardId }, 'shard ended'));
    }
  }

  /** Sessions stay resumable, whatever discord.js asks for. */
  destroy(): void {
    for (const connector of this.connectors.values()) connector.close();
    this.connectors.clear();
  }

  send(shardId: number, payload: GatewaySendPayload): void {
    this.connectors.get(shardId)?.send(payload);
  }

  fetchStatus(): ReturnType<IShardingStrategy['fetchStatus']> {
    return new Collection([...this.connectors].map(([id, connector]) => [id, statusOf[connector.state]]));
  }

  private async createConnector(stream: ShardStream, gatewayUrl: string): Promise<ShardConnector> {
    const { manager, options } = this;
    const { shardId } = stream;
    const { version, encoding, token, intents, identifyProperties, largeThreshold, initialPresence } = manager.options;
    const shardCount = await manager.getShardCount();
    const query = new URLSearchParams({ v: version, encoding });
    if (options.newInflate) query.set('compress', 'zlib-stream');
    return new ShardConnector({
      stream,
      gatewayUrl,
      query: query.toString(),
      token,
      identify: {
        token,
        properties: identifyProperties,
        intents,
        shard: [shardId, shardCount],
        ...(largeThreshold ? { large_threshold: largeThreshold } : {}),
        ...(initialPresence ? { presence: initialPresence } : {}),
      },
      newInflate: options.newInflate,
      mayConnect: options.mayConnect,
      waitForIdentify: (signal) => options.waitForIdentify(shardId, signal),
      pauseAfterInvalid: options.pauseAfterInvalid,
      onHello: () => manager.emit(WebSocketShardEvents.Hello, { shardId }),
      onDispatch: (payload) => this.tell(stream, shardCount, payload),
      onLatency: (latency, heartbeatAt) =>
        manager.emit(WebSocketShardEvents.HeartbeatComplete, { shardId, latency, heartbeatAt, ackAt: Date.now() }),
      onClosed: ({ code }) => manager.emit(WebSocketShardEvents.Closed, { shardId, code }),
      log: options.log.child({ shard: shardId }),
    });
  }

  /** What discord.js must know. Its handlers rely on its own copy of the session, which is therefore kept up to date. */
  private tell(stream: ShardStream, shardCount: number, payload: GatewayPayload): void {
    if (payload.t !== null && entitlementEvents.has(payload.t)) {
      this.options.onEntitlement(payload.d);
      return;
    }
    if (payload.t !== 'READY' && payload.t !== 'RESUMED' && payload.t !== 'INTERACTION_CREATE') return;
    const { manager } = this;
    const { shardId } = stream;
    const session = stream.session();
    if (session) {
      const { sessionId, sequence } = session;
      const info = { shardId, shardCount, sessionId, sequence, resumeURL: session.resumeUrl ?? '' };
      void manager.options.updateSessionInfo(shardId, info);
    }
    try {
      if (payload.t === 'READY') {
        this.introduce(shardId, isFields(payload.d) ? payload.d.user : null);
        return;
      }
      if (payload.t === 'RESUMED') {
        manager.emit(WebSocketShardEvents.Resumed, { shardId });
        if (!this.introduced.has(shardId)) void this.introduceResumed(shardId);
      }
      manager.emit(WebSocketShardEvents.Dispatch, { shardId, data: payload as unknown as GatewayDispatchPayload });
    } catch (error) {
      // Whatever a listener does with a dispatch, the stream goes on.
      this.options.log.error({ error, shard: shardId, event: payload.t }, 'a listener failed');
    }
  }

  /** Hands discord.js a READY without guilds: it knows who it is then, is ready, and caches nothing. */
  private introduce(shardId: number, user: unknown): void {
    if (!isFields(user)) return;
    const { manager } = this;
    this.introduced.add(shardId);
    this.user ??= Promise.resolve(user);
    const data = { v: 10, user, guilds: [], application: { id: this.options.clientId, flags: 0 } };
    manager.emit(WebSocketShardEvents.Ready, { shardId, data: data as never });
    manager.emit(WebSocketShardEvents.Dispatch, { shardId, data: { op: 0, t: 'READY', s: 1, d: data } as never });
  }

  /** A resumed session brings no READY: in a new process discord.js would never be ready. */
  private async introduceResumed(shardId: number): Promise<void> {
    this.user ??= this.manager.options.rest.get(Routes.user()) as Promise<APIUser>;
    try {
      const user = await this.user;
      if (!this.introduced.has(shardId)) this.introduce(shardId, user);
    } catch (error) {
      this.user = null;
      this.options.log.warn({ error: String(error), shard: shardId }, 'who the bot is could not be asked');
    }
  }
}
