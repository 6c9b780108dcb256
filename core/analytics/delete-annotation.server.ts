import type { Database } from '#core/platform/db.server.ts';

/** Takes back what was written beside a day of this guild. That it is gone already is no error. */
export async function deleteAnnotation(
  db: Database,
  { guildId, annotationId }: { guildId: string; annotationId: string },
): Promise<void> {
  const { prisma } = db.for('count-activity');
  await prisma.annotation.deleteMany({ where: { id: annotationId, guildId: BigInt(guildId) } });
}
