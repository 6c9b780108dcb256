import { readOpenAlerts } from '#core/gateway/alerts.server.ts';
import type { Database } from '#core/platform/db.server.ts';
import { type Evidence, keptUnless } from '#core/platform/evidence.ts';
import { tryOut } from '#core/platform/try-out.server.ts';
import type { findAnomalies } from '../find-anomalies.server.ts';
import { accessAnomalies, MOST_DENIALS, MOST_OPENINGS } from '../rules/staff.ts';
import { ACCESS_SCOPE } from '../watch-access.server.ts';

/** The watch runs every minute; an anomaly this old has its alert. */
const ALERTED_MS = 3 * 60_000;

/**
 * Tries the alarm out: anomalies of each kind are made in a transaction that is taken back, and have to be found in it; and
 * what is anomalous now and was before has to have its alert.
 */
export async function drillAlerts(db: Database, find: typeof findAnomalies, nowMs: number): Promise<Evidence> {
  const rows = db.for('accountability');
  const found: string[] = [];
  await tryOut(rows, async (client) => {
    const now = new Date(nowMs);
    await client.query(
      `INSERT INTO staff_access (id, staff_id, role, person_id, reason, opened_at, ends_at)
       SELECT gen_random_uuid(), 1, 'privacy', n, 'a drill', $1, $1::timestamptz + interval '1 minute' FROM generate_series(1, $2::int) n`,
      [now, MOST_OPENINGS + 1],
    );
    await client.query('INSERT INTO access_denial (account_id, minute, denials) VALUES (1, $1, $2)', [
      now,
      MOST_DENIALS + 1,
    ]);
    const drilled = await find(client, nowMs);
    for (const kind of accessAnomalies) if (!drilled.some((one) => one.kind === kind)) found.push(`no sign of ${kind}`);
  });
  const [before, still] = [await find(rows.pool, nowMs - ALERTED_MS), await find(rows.pool, nowMs)];
  const alerts = (await readOpenAlerts(db)).filter(({ scope }) => scope === ACCESS_SCOPE);
  for (const { kind } of still)
    if (before.some((one) => one.kind === kind) && !alerts.some((alert) => alert.kind === kind))
      found.push(`no alert of ${kind}`);
  return keptUnless(found, { drilled: [...accessAnomalies], alertsOpen: alerts.length });
}
