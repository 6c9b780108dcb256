import { listActs } from '#core/audit/list-acts.server.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Config } from '#core/platform/config.server.ts';
import type { Database } from '#core/platform/db.server.ts';
import { countSamples } from './count-samples.server.ts';
import { listSwitches, offOf } from './internal/list-switches.server.ts';
import { listChangeSources } from './list-change-sources.server.ts';
import { listEvaluations } from './list-evaluations.server.ts';
import { listFeedback } from './list-feedback.server.ts';
import { LONGEST_MS } from './rules/check-register.ts';
import { nanosOf } from './rules/money.ts';
import { standFeature, standVendors } from './rules/standing.ts';
import type { OversightView, SwitchRow } from './rules/views.ts';
import type { Register } from './schema.ts';

const DAY_MS = 86_400_000;
const ACTS = 20;
const EVALUATIONS = 8;

/** What staff see of all uses of models. */
export async function readOversight({
  db,
  clock,
  register,
  settings,
}: {
  db: Database;
  clock: Clock;
  register: Register;
  settings: Pick<NonNullable<Config['ai']>, 'vendors' | 'dayBudget'> | null;
}): Promise<OversightView> {
  const nowMs = clock.now();
  const today = new Date(Math.floor(nowMs / DAY_MS) * DAY_MS);
  const { pool } = db.for('use-model');
  const [switches, evaluations, feedback, changeSources, spent, open, samples, history] = await Promise.all([
    listSwitches(db),
    listEvaluations(db, { limit: EVALUATIONS }),
    listFeedback(db),
    listChangeSources(db),
    pool.query<{ feature: string; nanos: string; calls: number }>(
      `SELECT feature, sum(coalesce(cost_nanos, reserved_nanos))::text AS nanos, count(*)::int AS calls
         FROM ai_call WHERE at >= $1 GROUP BY feature`,
      [today],
    ),
    pool.query<OversightView['open']>(
      `SELECT count(*) FILTER (WHERE outcome = 'open' AND at >= $1)::int AS running,
              count(*) FILTER (WHERE outcome = 'open' AND at < $1)::int AS stuck,
              count(*) FILTER (WHERE outcome <> 'open')::int AS unbilled
         FROM ai_call WHERE cost_nanos IS NULL`,
      [new Date(nowMs - 2 * LONGEST_MS)],
    ),
    countSamples(db),
    listActs(db, { actions: ['ai.switched_off', 'ai.switched_on', 'ai.changed'], limit: ACTS }),
  ]);
  const off = offOf(switches);
  const offRow = (kind: SwitchRow['kind'], name: string) =>
    switches.find((row) => row.kind === kind && row.name === name) ?? null;
  const vendors = standVendors(settings?.vendors ?? [], off, nowMs);
  const ofFeature = (name: string) => spent.rows.find(({ feature }) => feature === name);
  return {
    hasModel: settings !== null,
    allOff: offRow('all', ''),
    features: Object.entries(register).map(([name, feature]) => ({
      name,
      state: standFeature([name, feature], settings === null ? null : vendors, off, nowMs),
      off: offRow('feature', name),
      spentNanos: BigInt(ofFeature(name)?.nanos ?? 0),
      calls: ofFeature(name)?.calls ?? 0,
    })),
    vendors: vendors.map((vendor) => ({ ...vendor, off: offRow('vendor', vendor.id) })),
    today: {
      spentNanos: spent.rows.reduce((sum, { nanos }) => sum + BigInt(nanos), 0n),
      mostNanos: settings === null ? null : nanosOf(settings.dayBudget),
    },
    open: open.rows[0] ?? { running: 0, stuck: 0, unbilled: 0 },
    samples,
    evaluations,
    feedback,
    changeSources,
    history,
  };
}
