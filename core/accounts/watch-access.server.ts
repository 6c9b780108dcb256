import { closeAlert, openAlert } from '#core/gateway/alerts.server.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { type FoundAnomaly, findAnomalies } from './find-anomalies.server.ts';
import { accessAnomalies } from './rules/staff.ts';

/** The scope of alerts about access: they say how many, never who. */
export const ACCESS_SCOPE = 'access';

/** Opens an alert for each anomaly in access, and closes those that are over. @returns the anomalies */
export async function watchAccess(db: Database, clock: Clock): Promise<FoundAnomaly[]> {
  const found = await findAnomalies(db.for('accountability').pool, clock.now());
  for (const kind of accessAnomalies) {
    const anomaly = found.find((one) => one.kind === kind);
    if (anomaly) {
      const detail = `accounts above the limit: ${anomaly.accounts}; most of one: ${anomaly.most}`;
      await openAlert(db, { kind, scope: ACCESS_SCOPE, detail });
    } else await closeAlert(db, { kind, scope: ACCESS_SCOPE });
  }
  return found;
}
