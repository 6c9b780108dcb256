import type { Socket } from 'node:net';

const SLAB = 256 * 1024;
const TEXT = 0x81;
const BINARY = 0x82;
/** Header of an unmasked frame of 126 to 65,535 bytes. */
export const SHORT_HEADER = 4;

/**
 * Writes many WebSocket frames with one system call. Frames of a server are not masked, so a payload is written where
 * it will be sent from. The `ws` package keeps reading the same socket; with its own compression off it writes
 * at once too, so both can write in turns.
 */
export class FrameWriter {
  private readonly socket: Socket;
  private readonly free: Buffer[] = [];
  slab: Buffer;
  position = 0;
  bytesWritten = 0;

  constructor(socket: Socket) {
    this.socket = socket;
    this.slab = Buffer.allocUnsafeSlow(SLAB);
  }

  /** Bytes the socket has not taken yet. */
  get waiting(): number {
    return this.socket.writableLength;
  }

  /** Makes room for so many bytes (at most 64 KB) in the slab. */
  reserve(bytes: number): void {
    if (this.position + bytes > SLAB) this.flush();
  }

  /** Puts the header before a payload that was written to `slab` from `position + SHORT_HEADER` to `end`. */
  commitText(end: number): void {
    const length = end - this.position - SHORT_HEADER;
    this.slab[this.position] = TEXT;
    this.slab[this.position + 1] = 126;
    this.slab[this.position + 2] = length >> 8;
    this.slab[this.position + 3] = length & 0xff;
    this.position = end;
  }

  write(payload: Buffer, binary: boolean): void {
    const { length } = payload;
    this.reserve(Math.min(SLAB, length + 10));
    const { slab } = this;
    slab[this.position] = binary ? BINARY : TEXT;
    if (length < 126) {
      slab[this.position + 1] = length;
      this.position += 2;
    } else if (length < 65_536) {
      slab[this.position + 1] = 126;
      slab.writeUInt16BE(length, this.position + 2);
      this.position += 4;
    } else {
      slab[this.position + 1] = 127;
      slab.writeUInt32BE(Math.floor(length / 2 ** 32), this.position + 2);
      slab.writeUInt32BE(length >>> 0, this.position + 6);
      this.position += 10;
    }
    if (this.position + length <= SLAB) {
      payload.copy(slab, this.position);
      this.position += length;
      return;
    }
    this.flush();
    this.bytesWritten += length;
    this.socket.write(payload);
  }

  flush(): void {
    if (this.position === 0) return;
    const { slab } = this;
    this.bytesWritten += this.position;
    if (this.socket.writable) {
      this.socket.write(slab.subarray(0, this.position), () => {
        if (this.free.length < 8) this.free.push(slab);
      });
    }
    this.slab = this.free.pop() ?? Buffer.allocUnsafeSlow(SLAB);
    this.position = 0;
  }
}
