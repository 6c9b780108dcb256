import WebSocket from 'ws';
import { isFields } from '#bot/collector/read-dispatch.ts';
import { type GatewayPayload, readPayload } from '#bot/collector/read-payload.ts';
import type { ShardStream } from '#bot/collector/shard-stream.ts';
import { CLOSE_RESUMABLE, type Recovery, recoveryAfter } from './close-codes.ts';
import type { InflateFrame } from './inflate-stream.ts';
import { SendQueue } from './send-queue.ts';

const HANDSHAKE_MS = 15_000;
/** From opening the socket to HELLO. */
const HELLO_MS = 20_000;
/** From identify or resume to READY or RESUMED; a replay may be long. */
const SESSION_MS = 120_000;
/** Discord's own, where a HELLO names none that can be. */
const HEARTBEAT_MS = 41_250;

const op = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  resume: 6,
  reconnect: 7,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const;

/** How a connection ended. */
export interface ConnectionEnd {
  recovery: Recovery;
  /** Why a session ended, for the coverage ledger. */
  reason: string;
  code: number;
  /** It had come to READY or RESUMED. */
  wasLive: boolean;
}

export interface ConnectionOptions {
  url: string;
  stream: ShardStream;
  token: string;
  /** `d` of the identify. */
  identify: object;
  inflate: InflateFrame | null;
  /** Resolves when this shard may identify; rejects when the signal aborts. */
  waitForIdentify(signal: AbortSignal): Promise<void>;
  onHello(): void;
  /** READY, RESUMED and every other dispatch that was new and applied. */
  onDispatch(payload: GatewayPayload): void;
  onLatency(latencyMs: number, sentAt: number): void;
  debug(message: string): void;
}

/**
 * One connection to the gateway from its opening to its end, as Discord's gateway reference describes it. Frames go to
 * the shard's stream at once and in order; heartbeats acknowledge what is durable and nothing more.
 */
export class GatewayConnection {
  readonly ended: Promise<ConnectionEnd>;
  latencyMs = -1;
  private readonly options: ConnectionOptions;
  private readonly socket: WebSocket;
  private readonly queue: SendQueue;
  private readonly abort = new AbortController();
  private deadline: NodeJS.Timeout | undefined;
  private heartbeatTimer: NodeJS.Timeout | undefined;
  /** When the heartbeats without an answer were sent, oldest first: answers come in order. */
  private readonly unanswered: number[] = [];
  private isAcknowledged = true;
  private isResuming = false;
  private wasLive = false;
  private resolveEnded: (end: ConnectionEnd) => void = () => {};

  constructor(options: ConnectionOptions) {
    this.options = options;
    this.ended = new Promise((resolve) => {
      this.resolveEnded = resolve;
    });
    // Discord sends valid UTF-8, and what is not is replaced where it is decoded.
    this.socket = new WebSocket(options.url, {
      handshakeTimeout: HANDSHAKE_MS,
      perMessageDeflate: false,
      skipUTF8Validation: true,
    });
    this.queue = new SendQueue((text) => this.write(text));
    this.socket.on('message', (data: Buffer, isBinary: boolean) => this.onFrame(data, isBinary));
    this.socket.on('error', (error) => options.debug(`socket error: ${error.message}`));
    this.socket.on('close', (code) => this.end(recoveryAfter(code), 'session-lost', code));
    this.deadline = setTimeout(() => this.leave('resume', 'no HELLO in time'), HELLO_MS);
  }

  send(payload: unknown): void {
    this.queue.push(payload);
  }

  /** Ends the connection from this side. The session stays resumable. */
  leave(recovery: Recovery, why: string, reason = 'session-lost'): void {
    this.options.debug(`leaving: ${why}`);
    this.end(recovery, reason, CLOSE_RESUMABLE);
  }

  private end(recovery: Recovery, reason: string, code: number): void {
    if (this.abort.signal.aborted) return;
    this.abort.abort();
    clearTimeout(this.deadline);
    clearTimeout(this.heartbeatTimer);
    this.queue.close();
    const { socket } = this;
    socket.removeAllListeners('message');
    // A half-open connection never answers the closing handshake: nobody waits for it.
    if (socket.readyState === WebSocket.OPEN) {
      socket.close(CLOSE_RESUMABLE);
      setTimeout(() => socket.terminate(), 1_000).unref();
    } else if (socket.readyState === WebSocket.CONNECTING) socket.terminate();
    this.options.stream.disconnect();
    this.resolveEnded({ recovery, reason, code, wasLive: this.wasLive });
  }

  private onFrame(data: Buffer, isBinary: boolean): void {
    let bytes: Buffer | null = data;
    if (isBinary) {
      try {
        bytes = this.options.inflate?.(data) ?? null;
      } catch (error) {
        this.leave('resume', String(error));
        return;
      }
      if (bytes === null) return;
    }
    // In Latin-1 every byte is one character: the ids and the structure of the JSON are the same, and nothing is decoded
    // for the many messages of which only these are read.
    if (this.options.stream.applyText(bytes.toString('latin1'))) return;
    const payload = readPayload(bytes.toString('utf8'));
    if (payload === null) this.options.debug('a frame that is no payload');
    else this.onPayload(payload);
  }

  private onPayload(payload: GatewayPayload): void {
    const { stream } = this.options;
    switch (payload.op) {
      case op.dispatch:
        if (stream.apply(payload)) this.onApplied(payload);
        return;
      case op.heartbeat:
        this.sendHeartbeat();
        return;
      case op.reconnect:
        this.leave('resume', 'told to reconnect');
        return;
      case op.invalidSession:
        if (payload.d === true) this.leave('resume', 'session invalid for now');
        else this.leave('identify', 'session invalid', this.isResuming ? 'resume-refused' : 'invalid-session');
        return;
      case op.hello:
        this.onHello(payload.d);
        return;
      case op.heartbeatAck:
        this.onAcknowledged();
        return;
    }
  }

  private onApplied(payload: GatewayPayload): void {
    if (payload.t === 'READY' || payload.t === 'RESUMED') {
      clearTimeout(this.deadline);
      this.isResuming = false;
      this.wasLive = true;
    }
    this.options.onDispatch(payload);
  }

  private onAcknowledged(): void {
    this.isAcknowledged = true;
    const sentAt = this.unanswered.shift();
    if (sentAt === undefined) return;
    this.options.stream.proveUntil(sentAt);
    this.latencyMs = Date.now() - sentAt;
    this.options.onLatency(this.latencyMs, sentAt);
  }

  private onHello(hello: unknown): void {
    const named = isFields(hello) ? hello.heartbeat_interval : undefined;
    const interval = typeof named === 'number' && named >= 100 && named <= 600_000 ? named : HEARTBEAT_MS;
    clearTimeout(this.heartbeatTimer);
    this.heartbeatTimer = setTimeout(() => this.beat(interval), Math.random() * interval);
    this.options.onHello();
    clearTimeout(this.deadline);
    const session = this.options.stream.session();
    if (session === null) {
      void this.identify();
      return;
    }
    this.isResuming = true;
    this.options.stream.startReplay();
    const d = { token: this.options.token, session_id: session.sessionId, seq: session.sequence };
    this.write(JSON.stringify({ op: op.resume, d }));
    this.expectSession();
  }

  private async identify(): Promise<void> {
    try {
      await this.options.waitForIdentify(this.abort.signal);
    } catch (error) {
      if (!this.abort.signal.aborted) this.leave('resume', `may not identify: ${String(error)}`);
      return;
    }
    if (this.abort.signal.aborted) return;
    this.options.stream.startSession();
    this.write(JSON.stringify({ op: op.identify, d: this.options.identify }));
    this.expectSession();
  }

  private expectSession(): void {
    this.deadline = setTimeout(() => this.leave('resume', 'no READY or RESUMED in time'), SESSION_MS);
  }

  private beat(interval: number): void {
    if (!this.isAcknowledged) {
      this.leave('resume', 'zombie connection');
      return;
    }
    this.isAcknowledged = false;
    this.sendHeartbeat();
    this.heartbeatTimer = setTimeout(() => this.beat(interval), interval);
  }

  private sendHeartbeat(): void {
    this.unanswered.push(Date.now());
    this.write(JSON.stringify({ op: op.heartbeat, d: this.options.stream.durableSequence }));
  }

  private write(text: string): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(text);
  }
}
