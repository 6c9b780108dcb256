import { Inflate } from 'fast-zlib';

/** Ends every message of Discord's zlib-stream: an empty stored block (Z_SYNC_FLUSH). */
const SUFFIX = 0x0000ffff;

const Z_NO_FLUSH = 0;
const Z_SYNC_FLUSH = 2;

/** Takes the frames of one connection. @returns a message's bytes; null while it is not whole. @throws where the stream is broken. */
export type InflateFrame = (frame: Buffer) => Buffer | null;

/** An inflater of Node's own zlib for the stream of one connection. */
export function newInflate(): InflateFrame {
  const inflate = new Inflate({ chunkSize: 65_536 });
  return (frame) => {
    const isWhole = frame.length >= 4 && frame.readUInt32BE(frame.length - 4) === SUFFIX;
    const message = inflate.process(frame, isWhole ? Z_SYNC_FLUSH : Z_NO_FLUSH);
    return isWhole ? message : null;
  };
}
