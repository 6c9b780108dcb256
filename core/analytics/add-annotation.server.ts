import { AppError } from '#core/platform/app-error.ts';
import type { Database } from '#core/platform/db.server.ts';
import { MOST_ANNOTATIONS } from './rules/annotations.ts';

/** Writes a few words beside a guild's day. @throws AppError 'conflict' where the guild has as many as it may */
export async function addAnnotation(
  db: Database,
  { guildId, accountId }: { guildId: string; accountId: string },
  { day, text }: { day: number; text: string },
): Promise<void> {
  const { prisma } = db.for('count-activity');
  await prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('annotation', ${BigInt(guildId)}))`;
    const held = await tx.annotation.count({ where: { guildId: BigInt(guildId) } });
    if (held >= MOST_ANNOTATIONS) throw new AppError('conflict', 'the guild has as many annotations as it may');
    await tx.annotation.create({
      data: { guildId: BigInt(guildId), day, text, createdBy: BigInt(accountId) },
    });
  });
}
