/** Discord ends a connection that sends more than 120 payloads in 60 s; heartbeats must always have room. */
const LIMIT = 100;
const WINDOW_MS = 60_000;
/** Discord ends a connection that sends a larger payload. */
const MAX_BYTES = 4_096;

/** Payloads other than heartbeat, identify and resume, sent no faster than Discord allows. */
export class SendQueue {
  private readonly waiting: string[] = [];
  private sent = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly write: (text: string) => void;

  constructor(write: (text: string) => void) {
    this.write = write;
  }

  /** @throws RangeError where the payload is larger than Discord takes. */
  push(payload: unknown): void {
    const text = JSON.stringify(payload);
    if (Buffer.byteLength(text) > MAX_BYTES) throw new RangeError('gateway payloads hold at most 4096 bytes');
    this.waiting.push(text);
    this.drain();
  }

  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting.length = 0;
  }

  private drain(): void {
    while (this.sent < LIMIT) {
      const text = this.waiting.shift();
      if (text === undefined) return;
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        this.sent = 0;
        this.drain();
      }, WINDOW_MS);
      this.sent++;
      this.write(text);
    }
  }
}
