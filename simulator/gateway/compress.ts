import { constants, createDeflate } from 'node:zlib';

/** One compression context for the life of a connection: each payload in, one complete message out. */
export interface Compressor {
  compress(payload: Buffer): Buffer;
  end(): void;
}

/** The parts of Node's zlib streams that work synchronously; they are stable but not in its types. */
interface SyncDeflate {
  _handle: { close(): void } | null;
  _processChunk(chunk: Buffer, flush: number): Buffer;
  close(): void;
  removeAllListeners(event: string): void;
}

/**
 * zlib-stream: a shared deflate context, every message ending in a sync flush (00 00 FF FF).
 * Node closes its handle after a synchronous chunk; holding `close` back for the call keeps the context.
 */
export class ZlibStream implements Compressor {
  private readonly stream: SyncDeflate;

  constructor(level: number) {
    this.stream = createDeflate({ level, chunkSize: 65_536 }) as unknown as SyncDeflate;
  }

  compress(payload: Buffer): Buffer {
    const { stream } = this;
    const handle = stream._handle;
    if (!handle) throw new Error('the deflate context has ended');
    const closeHandle = handle.close;
    const closeStream = stream.close;
    handle.close = () => {};
    stream.close = () => {};
    try {
      return stream._processChunk(payload, constants.Z_SYNC_FLUSH);
    } finally {
      stream._handle = handle;
      handle.close = closeHandle;
      stream.close = closeStream;
      // Each synchronous chunk leaves one more listener behind.
      stream.removeAllListeners('error');
    }
  }

  end(): void {
    this.stream.close();
  }
}

const MAX_RAW_BLOCK = 65_536;

/**
 * zstd-stream: one endless frame (window 128 KB, no checksum, no content size) of raw blocks. It saves no bytes, but
 * any zstd decoder reads it as it reads Discord's, and Node 20 has no encoder.
 */
export class ZstdStream implements Compressor {
  private started = false;

  compress(payload: Buffer): Buffer {
    const parts: Buffer[] = [];
    if (!this.started) {
      this.started = true;
      // Magic number, then a frame header descriptor of 0 and a window descriptor of exponent 7: 2^17 bytes.
      parts.push(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38]));
    }
    for (let at = 0; at < payload.length; at += MAX_RAW_BLOCK) {
      const block = payload.subarray(at, at + MAX_RAW_BLOCK);
      const header = block.length << 3;
      parts.push(Buffer.from([header & 0xff, (header >> 8) & 0xff, (header >> 16) & 0xff]), block);
    }
    return Buffer.concat(parts);
  }

  end(): void {}
}
