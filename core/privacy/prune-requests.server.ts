import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { exportsFolder } from './internal/export-file.server.ts';

/** After the answer it is still known who asked, so that they find it again. */
export const REQUEST_KEPT_MS = 30 * 86_400_000;

/**
 * Forgets who asked for what is answered for thirty days, and deletes exports that expired.
 * @returns how many of both
 */
export async function pruneRequests({
  db,
  clock,
  home,
}: {
  db: Database;
  clock: Clock;
  home: string;
}): Promise<{ requests: number; files: number }> {
  const now = clock.now();
  const expired = await db.for('answer-request').prisma.rightsExport.findMany({
    where: { deletedAt: null, expiresAt: { lte: new Date(now) } },
  });
  for (const { requestId, file } of expired) {
    await rm(path.join(exportsFolder(home), file), { force: true });
    await db
      .for('answer-request')
      .prisma.rightsExport.update({ where: { requestId }, data: { deletedAt: new Date(now) } });
  }
  const lost = await listLost({ db, clock, home });
  for (const file of lost) await rm(path.join(exportsFolder(home), file), { force: true });
  const { count } = await db.for('answer-request').prisma.rightsRequest.updateMany({
    where: { finishedAt: { lte: new Date(now - REQUEST_KEPT_MS) }, personId: { not: null } },
    data: { personId: null, words: null, answer: null },
  });
  return { requests: count, files: expired.length + lost.length };
}

/** No export takes so long to be written. */
const LOST_AFTER_MS = 3_600_000;

/** Files that no request knows: whoever wrote them died before they were noted. */
async function listLost({ db, clock, home }: { db: Database; clock: Clock; home: string }): Promise<string[]> {
  const lost: string[] = [];
  for (const file of await readdir(exportsFolder(home)).catch(() => [])) {
    const { mtimeMs } = await stat(path.join(exportsFolder(home), file));
    if (mtimeMs > clock.now() - LOST_AFTER_MS) continue;
    if ((await db.for('answer-request').prisma.rightsExport.count({ where: { file, deletedAt: null } })) === 0)
      lost.push(file);
  }
  return lost;
}
