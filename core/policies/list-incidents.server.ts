import type { Database } from '#core/platform/db.server.ts';
import { type Incident, incidentAudiences, incidentSubjects } from './schema.ts';

const MOST_ROWS = 100;

/** Incidents and exercises with who has to be told, newest first; names nobody of staff. */
export async function listIncidents(db: Database): Promise<Incident[]> {
  const rows = await db.for('accountability').prisma.incident.findMany({
    select: {
      id: true,
      drill: true,
      about: true,
      noticedAt: true,
      words: true,
      closedAt: true,
      notices: { select: { audience: true, dueAt: true, sentAt: true } },
    },
    orderBy: { noticedAt: 'desc' },
    take: MOST_ROWS,
  });
  return rows.map(({ notices, about, ...row }) => ({
    ...row,
    // The database allows no other.
    about: incidentSubjects.find((one) => one === about) ?? 'data',
    notices: incidentAudiences.flatMap((audience) => {
      const own = notices.find((one) => one.audience === audience);
      return own ? [{ audience, dueAt: own.dueAt, sentAt: own.sentAt }] : [];
    }),
  }));
}
