import { constants } from 'node:zlib';
import { Inflate } from 'fast-zlib';
import { Decompress } from 'fzstd';
import { type RawData, WebSocket } from 'ws';

export interface Payload {
  op: number;
  d: unknown;
  s: number | null;
  t: string | null;
}

export type Compression = 'zlib-stream' | 'zstd-stream';

/** A gateway client that hides nothing: every payload is kept in order, and nothing is answered by itself. */
export class RawClient {
  readonly payloads: Payload[] = [];
  readonly texts: string[] = [];
  readonly ws: WebSocket;
  /** The code the socket was closed with. */
  readonly closed: Promise<number>;
  private readonly decode: (data: RawData, isBinary: boolean) => string | null;
  private wake: (() => void)[] = [];

  private constructor(url: string, compression: Compression | null) {
    this.decode = decoder(compression);
    this.ws = new WebSocket(url, { perMessageDeflate: false });
    this.closed = new Promise((resolve) => this.ws.on('close', resolve));
    this.ws.on('error', () => {});
    this.ws.on('message', (data, isBinary) => {
      const text = this.decode(data, isBinary);
      if (text === null) return;
      this.texts.push(text);
      this.payloads.push(JSON.parse(text));
      const { wake } = this;
      this.wake = [];
      for (const one of wake) one();
    });
  }

  /** Opens a socket and waits for HELLO. */
  static async open(gatewayUrl: string, query = '', compression: Compression | null = null): Promise<RawClient> {
    const compress = compression ? `&compress=${compression}` : '';
    const client = new RawClient(`${gatewayUrl}?v=10&encoding=json${compress}${query}`, compression);
    await client.waitFor((one) => one.op === 10);
    return client;
  }

  /** A socket without waiting for anything. */
  static raw(url: string): RawClient {
    return new RawClient(url, null);
  }

  /** Opens, identifies and waits for READY. */
  static async ready(
    gatewayUrl: string,
    identify: IdentifyFields,
    compression: Compression | null = null,
  ): Promise<RawClient> {
    const client = await RawClient.open(gatewayUrl, '', compression);
    client.identify(identify);
    await client.waitFor((one) => one.t === 'READY');
    return client;
  }

  identify(fields: IdentifyFields): void {
    this.send({ op: 2, d: { properties: { os: 'linux', browser: 'test', device: 'test' }, ...fields } });
  }

  resume(token: string, sessionId: string, seq: number): void {
    this.send({ op: 6, d: { token, session_id: sessionId, seq } });
  }

  send(payload: unknown): void {
    this.ws.send(typeof payload === 'string' ? payload : JSON.stringify(payload));
  }

  /** The first payload that fits, already here or within the time. */
  async waitFor(fits: (one: Payload) => boolean, ms = 10_000): Promise<Payload> {
    const end = Date.now() + ms;
    for (;;) {
      const found = this.payloads.find(fits);
      if (found) return found;
      const left = end - Date.now();
      if (left <= 0)
        throw new Error(`nothing fitting came in ${ms} ms; got ${this.payloads.map((one) => one.t ?? `op ${one.op}`)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.wake.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  of(t: string): Payload[] {
    return this.payloads.filter((one) => one.t === t);
  }

  /** The largest sequence received. */
  get sequence(): number {
    return this.payloads.reduce((most, one) => Math.max(most, one.s ?? 0), 0);
  }

  get sessionId(): string {
    const ready = this.payloads.find((one) => one.t === 'READY')?.d;
    if (typeof ready === 'object' && ready !== null && 'session_id' in ready) return String(ready.session_id);
    throw new Error('no READY yet');
  }

  async close(code: number): Promise<void> {
    this.ws.close(code);
    await this.closed;
  }
}

export interface IdentifyFields {
  token: string;
  intents: number;
  shard?: readonly [number, number];
  properties?: unknown;
}

function decoder(compression: Compression | null): (data: RawData, isBinary: boolean) => string | null {
  const bytesOf = (data: RawData) =>
    Buffer.isBuffer(data) ? data : Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
  if (compression === 'zlib-stream') {
    const inflate = new Inflate({ chunkSize: 65_536 });
    return (data) => {
      const bytes = bytesOf(data);
      const flush = bytes.length >= 4 && bytes.readUInt32BE(bytes.length - 4) === 0xffff;
      const message = inflate.process(bytes, flush ? constants.Z_SYNC_FLUSH : constants.Z_NO_FLUSH);
      return flush ? message.toString('utf8') : null;
    };
  }
  if (compression === 'zstd-stream') {
    const parts: Buffer[] = [];
    const stream = new Decompress((chunk) => parts.push(Buffer.from(chunk)));
    return (data) => {
      stream.push(bytesOf(data));
      return Buffer.concat(parts.splice(0)).toString('utf8');
    };
  }
  return (data) => bytesOf(data).toString('utf8');
}
