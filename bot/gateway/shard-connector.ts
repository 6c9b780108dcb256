import { setTimeout as sleep } from 'node:timers/promises';
import type { GatewayPayload } from '#bot/collector/read-payload.ts';
import type { ShardStream } from '#bot/collector/shard-stream.ts';
import type { Logger } from '#core/platform/log.server.ts';
import { type ConnectionEnd, GatewayConnection } from './gateway-connection.ts';
import type { InflateFrame } from './inflate-stream.ts';

/** Failures at the session's own address after which the general one is tried. */
const RESUME_URL_TRIES = 4;
const MAX_PAUSE_MS = 15_000;

export type ConnectorState = 'connecting' | 'identifying' | 'resuming' | 'live' | 'waiting' | 'refused' | 'closed';

export interface ConnectorOptions {
  stream: ShardStream;
  gatewayUrl: string;
  /** Query of the address: version, encoding, compression. */
  query: string;
  token: string;
  identify: object;
  newInflate: (() => InflateFrame) | null;
  /** Asked before each connection; false: this process must not connect any more. */
  mayConnect(): Promise<boolean>;
  waitForIdentify(signal: AbortSignal): Promise<void>;
  /** Milliseconds before the next try where a session became invalid. */
  pauseAfterInvalid(): number;
  onHello(): void;
  onDispatch(payload: GatewayPayload): void;
  onLatency(latencyMs: number, sentAt: number): void;
  onClosed(end: ConnectionEnd): void;
  log: Logger;
}

/**
 * Keeps one shard connected. A session is given up only when Discord says that it is over: until then every new
 * connection resumes it, first at its own address and then at the general one.
 */
export class ShardConnector {
  state: ConnectorState = 'connecting';
  /** Of the last connection that ended. */
  closeCode: number | null = null;
  readonly shardId: number;
  private readonly options: ConnectorOptions;
  private readonly stopping = new AbortController();
  private connection: GatewayConnection | null = null;

  constructor(options: ConnectorOptions) {
    this.options = options;
    this.shardId = options.stream.shardId;
  }

  get latencyMs(): number | null {
    const latency = this.connection?.latencyMs ?? -1;
    return latency < 0 ? null : latency;
  }

  send(payload: unknown): void {
    this.connection?.send(payload);
  }

  /** Stops reading and leaves the session resumable. */
  close(): void {
    this.stopping.abort();
    this.connection?.leave('resume', 'closing');
    this.state = 'closed';
  }

  /** Connects, and connects again, until `close` or until Discord refuses for good. */
  async run(): Promise<void> {
    const { signal } = this.stopping;
    let failures = 0;
    while (!signal.aborted) {
      if (!(await this.options.mayConnect()) || signal.aborted) return;
      const end = await this.connect(failures);
      if (signal.aborted) return;
      failures = end.wasLive ? 0 : failures + 1;
      this.closeCode = end.code;
      this.options.onClosed(end);
      this.options.log.info({ code: end.code, recovery: end.recovery, failures }, 'gateway connection ended');
      if (end.recovery === 'stop') {
        this.state = 'refused';
        return;
      }
      if (end.recovery === 'identify') this.options.stream.endSession(end.reason);
      this.state = 'waiting';
      const leastMs = end.recovery === 'identify' ? this.options.pauseAfterInvalid() : 0;
      const pauseMs = Math.max(leastMs, pauseAfter(failures));
      await sleep(pauseMs, undefined, { signal }).catch(() => {});
    }
  }

  private connect(failures: number): Promise<ConnectionEnd> {
    const { options } = this;
    const session = options.stream.session();
    const ownAddress = failures < RESUME_URL_TRIES ? session?.resumeUrl : null;
    const address = ownAddress && isSocketAddress(ownAddress) ? ownAddress : options.gatewayUrl;
    this.state = 'connecting';
    this.connection = new GatewayConnection({
      url: `${address}${address.includes('?') ? '&' : '?'}${options.query}`,
      stream: options.stream,
      token: options.token,
      identify: options.identify,
      inflate: options.newInflate?.() ?? null,
      waitForIdentify: options.waitForIdentify,
      onHello: () => {
        this.state = session ? 'resuming' : 'identifying';
        options.onHello();
      },
      onDispatch: (payload) => {
        if (payload.t === 'READY' || payload.t === 'RESUMED') this.state = 'live';
        options.onDispatch(payload);
      },
      onLatency: options.onLatency,
      debug: (message) => options.log.debug(message),
    });
    return this.connection.ended;
  }
}

/** Whether a connection can be made there: an address that is none would throw. */
export function isSocketAddress(text: string): boolean {
  return /^wss?:\/\//.test(text) && URL.canParse(text);
}

/** At once after a connection that worked, then 1 s, doubling, give or take a fifth. */
function pauseAfter(failures: number): number {
  if (failures === 0) return 100 + Math.random() * 400;
  return Math.min(MAX_PAUSE_MS, 1_000 * 2 ** (failures - 1)) * (0.8 + Math.random() * 0.4);
}
