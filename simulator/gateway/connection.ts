import type { Socket } from 'node:net';
import type { RawData, WebSocket } from 'ws';
import { CLOSE, type CloseReason } from './close-codes.ts';
import type { Compressor } from './compress.ts';
import { FrameWriter, SHORT_HEADER } from './frame-writer.ts';
import type { Hub } from './hub.ts';
import { MAX_MESSAGE_BYTES } from './message-renderer.ts';
import type { Session } from './session.ts';

export const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presenceUpdate: 3,
  voiceStateUpdate: 4,
  resume: 6,
  reconnect: 7,
  requestGuildMembers: 8,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const;

const MAX_PAYLOAD_BYTES = 4096;
const PAYLOADS_PER_WINDOW = 120;
const PAYLOAD_WINDOW_MS = 60_000;
/** Bytes the socket may hold before sending pauses until it drains. */
const HIGH_WATER = 1024 * 1024;

/**
 * One socket. It sends what its session's ring holds from `cursor` on, as fast as the client takes it: a slow client
 * costs ring entries, not memory for payloads.
 */
export class Connection {
  readonly ws: WebSocket;
  readonly socket: Socket;
  private readonly hub: Hub;
  private readonly writer: FrameWriter;
  private readonly compressor: Compressor | null;
  private readonly scratch: Buffer | null;
  session: Session | null = null;
  /** The next sequence to send. */
  cursor = 1;
  /** RESUMED and READY up to here belong to the past and are not replayed. */
  replayUntil = 0;
  /** Gets no heartbeat ACK any more. */
  zombie = false;
  /** Neither reads nor writes any more; the socket stays. */
  halfOpen = false;
  lastHeartbeatMs: number;
  lastProgressMs: number;
  private blocked = false;
  private lagTimer: NodeJS.Timeout | null = null;
  private windowStartMs = 0;
  private windowPayloads = 0;

  constructor(hub: Hub, ws: WebSocket, socket: Socket, compressor: Compressor | null) {
    this.hub = hub;
    this.ws = ws;
    this.socket = socket;
    this.compressor = compressor;
    this.scratch = compressor ? Buffer.allocUnsafeSlow(MAX_MESSAGE_BYTES) : null;
    this.writer = new FrameWriter(socket);
    this.lastHeartbeatMs = Date.now();
    this.lastProgressMs = this.lastHeartbeatMs;
    socket.on('drain', () => {
      this.blocked = false;
      this.pump();
    });
    ws.on('message', (data) => this.receive(data));
    ws.on('error', () => {});
    ws.on('close', (code) => {
      if (this.lagTimer) clearTimeout(this.lagTimer);
      this.compressor?.end();
      this.hub.closed(this, code);
    });
  }

  get open(): boolean {
    return this.ws.readyState === this.ws.OPEN;
  }

  get compressed(): boolean {
    return this.compressor !== null;
  }

  /** Events dispatched to the session that this socket has not been given. */
  get backlog(): number {
    return this.session ? this.session.lastSequence - this.cursor + 1 : 0;
  }

  /** Sends a payload that is not a dispatch. */
  send(payload: { op: number; d: unknown; t?: null; s?: null }): void {
    const bytes = Buffer.from(JSON.stringify({ t: null, s: null, ...payload }));
    const lag = this.hub.lagOf(this);
    if (lag > 0) setTimeout(() => this.sendNow(bytes), lag).unref();
    else this.sendNow(bytes);
  }

  private sendNow(bytes: Buffer): void {
    if (!this.open || this.halfOpen) return;
    this.put(bytes);
    this.writer.flush();
  }

  private put(bytes: Buffer): void {
    if (this.compressor) this.writer.write(this.compressor.compress(bytes), true);
    else this.writer.write(bytes, false);
  }

  /** Sends what the session holds from the cursor on, until the socket is full. */
  pump(): void {
    const { session } = this;
    if (!session || this.blocked || this.halfOpen || !this.open || this.lagTimer) return;
    if (!session.holds(this.cursor)) {
      this.hub.endSession(session);
      this.close(CLOSE.sessionTimedOut);
      return;
    }
    const lag = this.hub.lagOf(this);
    const before = this.cursor;
    while (this.cursor <= session.lastSequence) {
      if (lag > 0 && this.waitForLag(session.timeAt(this.cursor) + lag)) break;
      this.sendDispatch(session, this.cursor);
      this.cursor += 1;
      if (this.writer.waiting > HIGH_WATER) {
        this.blocked = true;
        break;
      }
    }
    if (this.cursor === before) return;
    this.writer.flush();
    this.lastProgressMs = Date.now();
  }

  private waitForLag(dueMs: number): boolean {
    const wait = dueMs - this.hub.clock.now();
    if (wait <= 0) return false;
    this.lagTimer = setTimeout(() => {
      this.lagTimer = null;
      this.pump();
    }, wait);
    return true;
  }

  private sendDispatch(session: Session, sequence: number): void {
    const index = session.messageAt(sequence);
    if (index >= 0) {
      if (this.scratch) {
        const end = this.hub.renderer.render(index, sequence, session.full, this.scratch, 0);
        this.put(this.scratch.subarray(0, end));
        return;
      }
      const { writer } = this;
      writer.reserve(MAX_MESSAGE_BYTES + SHORT_HEADER);
      const at = writer.position + SHORT_HEADER;
      writer.commitText(this.hub.renderer.render(index, sequence, session.full, writer.slab, at));
      return;
    }
    const event = session.eventAt(sequence);
    if (!event || (event.once && sequence <= this.replayUntil)) return;
    this.put(Buffer.from(`{"t":"${event.t}","s":${sequence},"op":0,"d":${event.render(session.full)}}`));
  }

  /** Sends the last frames again, with the sequences they had. */
  repeat(count: number): void {
    const { session } = this;
    if (!session || !this.open || this.halfOpen) return;
    const from = Math.max(session.firstSequence, this.cursor - count);
    const { replayUntil } = this;
    this.replayUntil = this.cursor;
    for (let s = from; s < this.cursor; s += 1) this.sendDispatch(session, s);
    this.replayUntil = replayUntil;
    this.writer.flush();
  }

  close(reason: CloseReason): void {
    this.writer.flush();
    this.ws.close(reason[0], reason[1]);
  }

  private receive(data: RawData): void {
    if (this.halfOpen) return;
    const bytes = Buffer.isBuffer(data) ? data : Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
    const now = Date.now();
    if (now - this.windowStartMs >= PAYLOAD_WINDOW_MS) {
      this.windowStartMs = now;
      this.windowPayloads = 0;
    }
    this.windowPayloads += 1;
    const payload = bytes.length > MAX_PAYLOAD_BYTES ? null : parse(bytes);
    if (this.windowPayloads > PAYLOADS_PER_WINDOW) this.close(CLOSE.rateLimited);
    else if (!payload) this.close(CLOSE.decodeError);
    else this.handle(payload.op, payload.d);
  }

  private handle(op: number, d: unknown): void {
    if (op === OP.heartbeat) this.heartbeat(d);
    else if (op === OP.identify || op === OP.resume) {
      if (this.session) this.close(CLOSE.alreadyAuthenticated);
      else if (op === OP.identify) this.hub.admission.identify(this, d);
      else this.hub.admission.resume(this, d);
    } else if (!this.session) this.close(CLOSE.notAuthenticated);
    else if (op === OP.requestGuildMembers) this.hub.admission.requestMembers(this.session, d);
    else if (op !== OP.presenceUpdate && op !== OP.voiceStateUpdate) this.close(CLOSE.unknownOpcode);
  }

  private heartbeat(d: unknown): void {
    const sequence = d === null || (typeof d === 'number' && Number.isInteger(d) && d >= 0) ? d : undefined;
    this.lastHeartbeatMs = Date.now();
    if (sequence === undefined) this.close(CLOSE.decodeError);
    else if (sequence !== null && this.session && sequence > this.session.lastSequence)
      this.close(CLOSE.invalidSequence);
    else {
      if (sequence !== null) this.session?.acknowledge(sequence, this.hub.replay);
      if (!this.zombie) this.send({ op: OP.heartbeatAck, d: null });
    }
  }
}

function parse(bytes: Buffer): { op: number; d: unknown } | null {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof value !== 'object' || value === null || !('op' in value)) return null;
    const { op } = value;
    return typeof op === 'number' ? { op, d: 'd' in value ? value.d : null } : null;
  } catch {
    return null;
  }
}
