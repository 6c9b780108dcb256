import type { Clock } from '#core/platform/clock.ts';
import type { Config } from '#core/platform/config.server.ts';
import type { Asked } from '#core/platform/db.server.ts';
import { listSwitches, offOf } from './internal/list-switches.server.ts';
import { listChanges } from './list-changes.server.ts';
import { listEvaluations } from './list-evaluations.server.ts';
import { listFeedback } from './list-feedback.server.ts';
import { CUT_OFF_DAYS, type FeedbackWeek } from './rules/feedback.ts';
import { type Figure, FLOOR, figureOf, shareOf } from './rules/figures.ts';
import { standFeature, standVendors } from './rules/standing.ts';
import type { FeatureFigures, RegisterView } from './rules/views.ts';
import { type CallOutcome, callOutcomes, type Refusal, type Register, refusals } from './schema.ts';

const REGISTER_DAYS = 30;
/** Runs of each set that are shown. */
const EVALUATIONS = 8;
const DAY_MS = 86_400_000;
/** Of the thirty days before those whose weeks are still to be added up. */
const WAIT_MS = (CUT_OFF_DAYS + 7) * DAY_MS;

export interface RegisterDeps {
  db: Asked;
  clock: Clock;
  register: Register;
  /** Null where this instance uses no model. */
  settings: Pick<NonNullable<Config['ai']>, 'vendors'> | null;
}

/** Every use of a model as the program goes by it, where it stands, and what became of it in the last thirty days. */
export async function readRegister({ db, clock, register, settings }: RegisterDeps): Promise<RegisterView> {
  const nowMs = clock.now();
  const since = new Date(nowMs - REGISTER_DAYS * DAY_MS);
  const { pool } = db.for('use-model');
  const [switches, evaluations, feedback, changes, calls, refused, samples] = await Promise.all([
    listSwitches(db),
    listEvaluations(db, { limit: EVALUATIONS }),
    listFeedback(db),
    listChanges(db),
    pool.query<CallSums>(CALLS, [since]),
    pool.query<{ feature: string; reason: Refusal; refusals: number }>(
      'SELECT feature, reason, sum(refusals)::int AS refusals FROM ai_refusal WHERE day > $1 GROUP BY 1, 2',
      [Math.floor(since.getTime() / DAY_MS)],
    ),
    pool.query<SampleSums>(SAMPLES, [since]),
  ]);
  const off = offOf(switches);
  const vendors = standVendors(settings?.vendors ?? [], off, nowMs);
  const refusalOf = (feature: string, reason: Refusal) =>
    refused.rows.find((row) => row.feature === feature && row.reason === reason)?.refusals ?? 0;
  return {
    hasModel: settings !== null,
    vendors,
    evaluations,
    changes,
    unknown: figureOf(refusalOf('unknown', 'unknown')),
    features: Object.entries(register).map(([name, feature]) => ({
      name,
      feature,
      state: standFeature([name, feature], settings === null ? null : vendors, off, nowMs),
      figures: {
        ...figuresOf(
          calls.rows.find((row) => row.feature === name),
          samples.rows.find((row) => row.feature === name),
        ),
        ...ratingsOf(
          feedback.filter((week) => week.feature === name && week.week * DAY_MS > since.getTime() - WAIT_MS),
        ),
        refusals: Object.fromEntries(
          refusals.flatMap((reason) => {
            const count = refusalOf(name, reason);
            return count === 0 ? [] : [[reason, figureOf(count)]];
          }),
        ),
      },
    })),
  };
}

interface CallSums {
  feature: string;
  outcomes: Partial<Record<CallOutcome, number>>;
  tokens_in: number;
  tokens_out: number;
  cost: string;
  median_ms: number | null;
}

interface SampleSums {
  feature: string;
  chosen: number;
  reviewed: number;
  wrong: number;
}

function figuresOf(
  calls: CallSums | undefined,
  samples: SampleSums | undefined,
): Omit<FeatureFigures, 'refusals' | 'judged' | 'overriddenShare'> {
  const countOf = (outcome: CallOutcome) => calls?.outcomes[outcome] ?? 0;
  const ended = callOutcomes.reduce((sum, one) => sum + (one === 'open' ? 0 : countOf(one)), 0);
  const isEnough = calls !== undefined && ended >= FLOOR;
  const done = countOf('done');
  return {
    calls: Object.fromEntries(callOutcomes.map((one) => [one, figureOf(countOf(one))])) as Record<CallOutcome, Figure>,
    errorShare: shareOf(ended - done - countOf('cut'), ended),
    tokensIn: isEnough ? calls.tokens_in : null,
    tokensOut: isEnough ? calls.tokens_out : null,
    costNanos: isEnough ? BigInt(calls.cost) : null,
    medianMs: isEnough && done >= FLOOR ? calls.median_ms : null,
    reviewedShare: shareOf(samples?.reviewed ?? 0, samples?.chosen ?? 0),
    wrongShare: shareOf(samples?.wrong ?? 0, samples?.reviewed ?? 0),
  };
}

/** What people made of answers, over weeks that have enough of them. */
function ratingsOf(weeks: readonly FeedbackWeek[]): Pick<FeatureFigures, 'judged' | 'overriddenShare'> {
  const overridden = weeks.reduce((sum, week) => sum + week.overridden, 0);
  const judged = weeks.reduce((sum, week) => sum + week.kept + week.overridden, 0);
  return judged === 0 ? { judged: null, overriddenShare: null } : { judged, overriddenShare: overridden / judged };
}

const CALLS = `
  SELECT feature, jsonb_object_agg(outcome, calls) AS outcomes, sum(tokens_in)::float8 AS tokens_in,
         sum(tokens_out)::float8 AS tokens_out, sum(cost)::text AS cost, max(median_ms) AS median_ms
    FROM (SELECT feature, outcome, count(*)::int AS calls, coalesce(sum(tokens_in), 0) AS tokens_in,
                 coalesce(sum(tokens_out), 0) AS tokens_out, coalesce(sum(cost_nanos), 0) AS cost,
                 CASE WHEN outcome = 'done' THEN
                   percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ended_at - at) * 1000) END AS median_ms
            FROM ai_call WHERE at > $1 GROUP BY feature, outcome) AS by_outcome
   GROUP BY feature`;

const SAMPLES = `
  SELECT feature, count(*)::int AS chosen, count(verdict)::int AS reviewed,
         count(*) FILTER (WHERE verdict <> 'good')::int AS wrong
    FROM ai_sample WHERE at > $1 GROUP BY feature`;
