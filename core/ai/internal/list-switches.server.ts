import type { Asked } from '#core/platform/db.server.ts';
import type { Off } from '../rules/standing.ts';
import type { SwitchRow } from '../rules/views.ts';

/** What is switched off. */
export async function listSwitches(db: Asked): Promise<SwitchRow[]> {
  const { rows } = await db
    .for('use-model')
    .pool.query<SwitchRow>('SELECT kind, name, off_at AS "offAt", reason FROM ai_switch ORDER BY kind, name');
  return rows;
}

export function offOf(rows: readonly SwitchRow[]): Off {
  const names = (kind: SwitchRow['kind']) => new Set(rows.filter((row) => row.kind === kind).map(({ name }) => name));
  return { all: rows.some(({ kind }) => kind === 'all'), features: names('feature'), vendors: names('vendor') };
}
