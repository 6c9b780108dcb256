import { open } from 'node:fs/promises';
import path from 'node:path';
import { Decrypter } from 'age-encryption';
import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { exportsFolder } from './internal/export-file.server.ts';

/**
 * The export that a person asked for, opened with the key that `openRequest` gave them. Nothing here has that key, so
 * nobody else can open it.
 * @returns a zip file, read as it is sent
 * @throws AppError 'not_found' where it is not this person's, not made yet, or expired; 'not_allowed' where the key is not
 * the one it was sealed to
 */
export async function readExport(
  { db, clock, home }: { db: Database; clock: Clock; home: string },
  { personId }: { personId: string },
  requestId: string,
  key: string,
): Promise<ReadableStream<Uint8Array>> {
  const found = await db.for('answer-request').prisma.rightsExport.findFirst({
    where: {
      requestId,
      request: { personId: BigInt(personId) },
      deletedAt: null,
      expiresAt: { gt: new Date(clock.now()) },
    },
  });
  if (!found) throw new AppError('not_found', 'no such export of this person');
  const file = await open(path.join(exportsFolder(home), found.file)).catch((cause) => {
    throw new AppError('not_found', 'the file of the export is gone', { cause });
  });
  try {
    const decrypter = new Decrypter();
    decrypter.addIdentity(key);
    return await decrypter.decrypt(bytesOf(file));
  } catch (cause) {
    await file.close();
    throw new AppError('not_allowed', 'the key does not open this export', { cause });
  }
}

const CHUNK_BYTES = 64 * 1024;

/** Reads a file as it is asked for, and closes it at its end or when nobody goes on reading. */
function bytesOf(file: Awaited<ReturnType<typeof open>>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const chunk = new Uint8Array(CHUNK_BYTES);
      const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES);
      if (bytesRead > 0) return controller.enqueue(chunk.subarray(0, bytesRead));
      await file.close();
      controller.close();
    },
    cancel: () => file.close(),
  });
}
