import type { RetentionClass } from '../schema.ts';

/** A sweep runs at least twice an hour: what is overdue for longer was left by it. */
const MOST_LATE_MS = 3_600_000;

/** What was seen of a class: the row nearest to its end. All three are null where the class is empty. */
export interface RetentionReading {
  retention: RetentionClass;
  /** When its time began. */
  oldestAt: Date | null;
  /** When it has to be gone. */
  dueAt: Date | null;
  /** schema.table */
  place: string | null;
  measuredAt: Date;
}

/** How long rows had outlived their time when they were measured; 0 where none had. */
export function overdueMs({ dueAt, measuredAt }: Pick<RetentionReading, 'dueAt' | 'measuredAt'>): number {
  return dueAt === null ? 0 : Math.max(0, measuredAt.getTime() - dueAt.getTime());
}

/** Whether a sweep left rows behind: it had an hour. */
export function isOverdue(reading: Pick<RetentionReading, 'dueAt' | 'measuredAt'>): boolean {
  return overdueMs(reading) > MOST_LATE_MS;
}
