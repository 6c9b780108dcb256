import { randomUUID } from 'node:crypto';
import { askModel } from './ask-model.server.ts';
import type { AiDeps } from './deps.server.ts';
import type { Evaluation, EvaluationQuestion } from './evaluations.ts';
import type { EvaluationRun } from './rules/views.ts';
import type { ModelRequest, Refusal } from './schema.ts';

/**
 * Asks the questions of a set, through the same door as everything, for nobody; what it cost is in the ledger as every call.
 * It ends where its money does.
 * @returns how it went, or why nothing was asked
 */
export async function runEvaluation(
  deps: AiDeps,
  evaluation: Evaluation,
  signal?: AbortSignal,
): Promise<EvaluationRun | { refused: Refusal }> {
  const { db, clock, models, register } = deps;
  const entry = Object.hasOwn(register, evaluation.feature) ? register[evaluation.feature] : undefined;
  if (!entry || !models) return { refused: entry ? 'no-model' : 'unknown' };
  const at = new Date(clock.now());
  const calls: string[] = [];
  let [asked, right, failed, costNanos] = [0, 0, 0, 0n];
  for (const question of evaluation.questions) {
    if (signal?.aborted || costNanos >= evaluation.mostNanos) break;
    const heard = await hear(deps, { feature: evaluation.feature, personId: null, guildId: null, ...question.ask });
    if (heard.state === 'refused') {
      if (asked === 0) return { refused: heard.reason };
      break;
    }
    asked += 1;
    if (heard.state === 'failed') failed += 1;
    else {
      calls.push(heard.callId);
      if (isRight(question, heard.text)) right += 1;
    }
    costNanos = await costOf(deps, calls);
  }
  const run: EvaluationRun = {
    ...{ at, evaluation: evaluation.name, feature: evaluation.feature, model: models.settings.models[0] },
    ...{ promptVersion: entry.promptVersion, asked, right, failed, costNanos },
  };
  if (asked > 0) await db.for('use-model').prisma.aiEvaluation.create({ data: { id: randomUUID(), ...run } });
  return run;
}

type Heard =
  | { state: 'refused'; reason: Refusal }
  | { state: 'failed' }
  | { state: 'heard'; callId: string; text: string };

async function hear(deps: AiDeps, asked: ModelRequest): Promise<Heard> {
  const answer = await askModel(deps, asked);
  if (answer.state === 'refused') return answer;
  if (answer.state === 'failed') return { state: 'failed' };
  let text = '';
  for await (const event of answer.events) if (event.kind === 'text') text += event.text;
  return { state: 'heard', callId: answer.callId, text };
}

/** What somebody made up may throw at what a model wrote: it is not right then. */
function isRight(question: EvaluationQuestion, text: string): boolean {
  try {
    return question.isRight(text);
  } catch {
    return false;
  }
}

async function costOf({ db }: AiDeps, calls: readonly string[]): Promise<bigint> {
  const { rows } = await db
    .for('use-model')
    .pool.query<{ nanos: string }>(
      'SELECT coalesce(sum(coalesce(cost_nanos, reserved_nanos)), 0)::text AS nanos FROM ai_call WHERE id = ANY($1::uuid[])',
      [calls],
    );
  return BigInt(rows[0]?.nanos ?? 0);
}
