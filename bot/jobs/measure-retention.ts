import { closeAlert, openAlert } from '#core/gateway/alerts.server.ts';
import { measureRetention } from '#core/privacy/measure-retention.server.ts';
import { isOverdue, overdueMs } from '#core/privacy/rules/retention-readings.ts';
import type { Job } from './job.ts';

const MINUTE_MS = 60_000;

/** Measures whether everything ends on time; an alert is open for each class that does not. */
export const measureRetentionJob: Job = {
  name: 'measure-retention',
  schedule: '*/10 * * * *',
  atStart: true,
  async run({ db, clock, log }) {
    const { readings } = await measureRetention({ db, clock, log });
    for (const reading of readings) {
      const alert = { kind: 'retention-overdue', scope: reading.retention } as const;
      if (isOverdue(reading)) {
        const minutes = Math.floor(overdueMs(reading) / MINUTE_MS);
        await openAlert(db, { ...alert, detail: `${reading.place}: overdue by ${minutes} min` });
      } else await closeAlert(db, alert);
    }
  },
};
