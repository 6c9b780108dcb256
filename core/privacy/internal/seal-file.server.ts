import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { Encrypter } from 'age-encryption';

/**
 * Writes bytes to a new file, sealed with age to a public key, and waits until the disk has them. A file that could not be
 * finished is taken away.
 * @returns what the file is
 */
export async function sealFile(
  file: string,
  recipient: string,
  bytes: AsyncIterator<Uint8Array>,
): Promise<{ bytes: number; sha256: Buffer }> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const handle = await open(file, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let length = 0;
    const reader = (await encrypter.encrypt(streamOf(bytes))).getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      hash.update(next.value);
      length += next.value.length;
      await handle.writeFile(next.value);
    }
    await handle.sync();
    return { bytes: length, sha256: hash.digest() };
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

function streamOf(bytes: AsyncIterator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const next = await bytes.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
  });
}
