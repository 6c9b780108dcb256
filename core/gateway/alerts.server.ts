import type { Database } from '#core/platform/db.server.ts';
import { locked } from './internal/locked.server.ts';
import type { AlertKind } from './rules.ts';

/** One lock for all alerts: opening is rare, and two processes must not open the same one. */
const LOCK = 72_707_371;

export interface Alert {
  id: string;
  kind: string;
  scope: string;
  detail: string;
  openedAt: Date;
}

/**
 * Opens an alert unless one of this kind and scope is open already; then only its detail is renewed.
 * @returns true where it was opened now.
 */
export async function openAlert(
  db: Database,
  alert: { kind: AlertKind; scope: string; detail: string },
): Promise<boolean> {
  return locked(db, LOCK, async (client) => {
    const values = [alert.kind, alert.scope, alert.detail];
    const renewed = await client.query(
      'UPDATE gateway.alert SET detail = $3 WHERE kind = $1 AND scope = $2 AND closed_at IS NULL',
      values,
    );
    if (renewed.rowCount) return false;
    await client.query('INSERT INTO gateway.alert (kind, scope, detail) VALUES ($1, $2, $3)', values);
    return true;
  });
}

/** Closes the open alert of this kind and scope. @returns true where there was one. */
export async function closeAlert(db: Database, alert: { kind: AlertKind; scope: string }): Promise<boolean> {
  const closed = await db
    .for('operate')
    .pool.query('UPDATE gateway.alert SET closed_at = now() WHERE kind = $1 AND scope = $2 AND closed_at IS NULL', [
      alert.kind,
      alert.scope,
    ]);
  return Boolean(closed.rowCount);
}

/** Alerts that are open now, oldest first. */
export async function readOpenAlerts(db: Database): Promise<Alert[]> {
  const { rows } = await db.for('operate').pool.query<Alert>(
    `SELECT id, kind, scope, detail, opened_at AS "openedAt"
       FROM gateway.alert WHERE closed_at IS NULL ORDER BY opened_at, id LIMIT 200`,
  );
  return rows;
}

/** Deletes alerts that closed more than `days` ago. @returns how many. */
export async function pruneAlerts(db: Database, nowMs: number, days: number): Promise<number> {
  const gone = await db
    .for('operate')
    .pool.query('DELETE FROM gateway.alert WHERE closed_at <= to_timestamp($1::float8 / 1000)', [
      nowMs - days * 86_400_000,
    ]);
  return gone.rowCount ?? 0;
}
