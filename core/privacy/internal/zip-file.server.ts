import { Zip, ZipDeflate } from 'fflate';

/** A file of an archive, in pieces of text. */
export interface ArchivedFile {
  name: string;
  text: AsyncIterable<string> | Iterable<string>;
}

/** Files as a zip archive, made as it is read: nothing larger than a piece of a file is held. */
export async function* zip(files: AsyncIterable<ArchivedFile>, madeAt: Date): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  let failed: Error | null = null;
  const archive = new Zip((error, bytes) => {
    if (error) failed = error;
    else ready.push(bytes);
  });
  const take = () => {
    if (failed) throw failed;
    return ready.splice(0);
  };
  const encoder = new TextEncoder();
  for await (const { name, text } of files) {
    const entry = new ZipDeflate(name);
    entry.mtime = madeAt;
    archive.add(entry);
    for await (const piece of text) {
      entry.push(encoder.encode(piece));
      yield* take();
    }
    entry.push(new Uint8Array(), true);
    yield* take();
  }
  archive.end();
  yield* take();
}
