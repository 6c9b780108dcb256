import type { Database } from '#core/platform/db.server.ts';
import type { OpenCorrection } from './schema.ts';

/** Corrections that nobody has answered, the oldest first. For staff with the right to read them. */
export async function listCorrections(db: Database): Promise<OpenCorrection[]> {
  const { prisma } = db.for('answer-request');
  const rows = await prisma.rightsRequest.findMany({
    where: { right: 'correct', state: 'held', reason: 'waits-for-staff' },
    orderBy: { askedAt: 'asc' },
    take: 200,
  });
  return rows.flatMap(({ id, personId, guildId, words, askedAt, ownDueAt }) =>
    personId === null || words === null
      ? []
      : [
          {
            requestId: id,
            personId: personId.toString(),
            guildId: guildId?.toString() ?? null,
            words,
            askedAt,
            ownDueAt,
          },
        ],
  );
}
