import { AppError } from '#core/platform/app-error.ts';

/** Ends every message of Discord's zlib-stream: an empty stored block (Z_SYNC_FLUSH). */
const SUFFIX = 0x0000ffff;

/** Takes the frames of one connection. @returns a message's bytes; null while it is not whole. @throws where the stream is broken. */
export type InflateFrame = (frame: Buffer) => Buffer | null;

/**
 * Loads the inflater once. A connection's stream begins with a new one.
 * @throws AppError where the optional package was not built on this machine.
 */
export async function loadInflater(): Promise<() => InflateFrame> {
  const zlib = await load();
  return () => {
    const inflate = new zlib.Inflate({ chunkSize: 65_535 });
    return (frame) => {
      const isWhole = frame.length >= 4 && frame.readUInt32BE(frame.length - 4) === SUFFIX;
      inflate.push(frame, isWhole ? zlib.Z_SYNC_FLUSH : zlib.Z_NO_FLUSH);
      if (inflate.err) throw new Error(`zlib-stream is broken: ${inflate.msg ?? inflate.err}`);
      const { result } = inflate;
      return isWhole && Buffer.isBuffer(result) ? result : null;
    };
  };
}

async function load() {
  try {
    return (await import('zlib-sync')).default;
  } catch (cause) {
    const message = 'BOT_COMPRESSION=zlib-stream needs the package zlib-sync, which is not installed here: use none.';
    throw new AppError('misconfigured', message, { cause });
  }
}
