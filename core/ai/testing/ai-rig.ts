import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import type { Mode } from '../../../simulator/model/modes.ts';
import { describeModelEndpoint, type RunningModel, startModel } from '../../../simulator/model/start-model.ts';
import { askModel } from '../ask-model.server.ts';
import type { AiDeps } from '../deps.server.ts';
import { createModelAccess, type ModelSettings } from '../model-client.server.ts';
import { nanosOf } from '../rules/money.ts';
import type { Feature, ModelEnd, ModelEvent, ModelRequest } from '../schema.ts';

export const PERSON = '400000000000000001';
export const GUILD = '500000000000000001';

/** A use of a model as the register would have it. */
export const trial: Feature = {
  purpose: 'use-model',
  fields: ['question', 'totals'],
  promptVersion: 1,
  optOut: ['person', 'guild'],
  underAge: 'refused',
  assessment: {
    promptVersion: 1,
    fields: ['question', 'totals'],
    on: '2026-01-01',
    until: '2099-01-01',
    by: 'a test',
    document: 'docs/assessments/trial.md',
  },
  budget: { personNanos: nanosOf(1), guildNanos: nanosOf(1) },
  maxTokens: 200,
  timeoutMs: 30_000,
  reviewOneIn: 10,
  surfaces: ['answer'],
};

export const question = (more: Partial<ModelRequest> = {}): ModelRequest => ({
  feature: 'trial',
  personId: PERSON,
  guildId: GUILD,
  messages: [
    { role: 'system', parts: [{ field: null, text: 'Answer in one sentence.' }] },
    { role: 'user', parts: [{ field: 'question', text: 'How many people wrote on Tuesday?' }] },
  ],
  ...more,
});

/** What an answer came to. */
export interface Heard {
  text: string;
  calls: Extract<ModelEvent, { kind: 'call' }>['call'][];
  end: ModelEnd;
}

export interface AiRig {
  db: WholeDatabase;
  running: RunningModel;
  deps: AiDeps & { models: NonNullable<AiDeps['models']> };
  /** Every call of the ledger, oldest first. */
  calls(): ReturnType<WholeDatabase['prisma']['aiCall']['findMany']>;
  mode(mode: Mode): void;
  close(): Promise<void>;
}

/** The gateway on a real database against a simulated endpoint over its socket. */
export async function startAiRig(
  settings: Partial<ModelSettings> = {},
  features: Record<string, Feature> = { trial },
): Promise<AiRig> {
  const db = await createTestDatabase();
  const running = await startModel();
  const { apiUrl, key, models, vendors } = describeModelEndpoint(running);
  const [first = '', ...others] = models;
  const access = createModelAccess(
    {
      ...{ apiKey: key, apiUrl, vendors, models: [first, ...others] },
      ...{ prices: { prompt: 20, completion: 80 }, dayBudget: 1_000 },
      ...settings,
    },
    features,
  );
  if (!access) throw new Error('there is a key');
  return {
    db,
    running,
    deps: {
      db,
      clock: { now: () => Date.now() },
      log: createLog('test', 'silent'),
      models: access,
      register: features,
    },
    calls: () => db.prisma.aiCall.findMany({ orderBy: { at: 'asc' } }),
    mode: (mode) => running.model.modes.set(mode),
    async close() {
      await running.stop();
      await db.close();
    },
  };
}

/** Asks, and hears the answer to its end. @throws where it is not answered */
export async function hear(deps: AiDeps, asked: ModelRequest): Promise<Heard> {
  const answer = await askModel(deps, asked);
  if (answer.state !== 'open') throw new Error(JSON.stringify(answer));
  let text = '';
  const calls: Heard['calls'] = [];
  for (;;) {
    const { done, value } = await answer.events.next();
    if (done) return { text, calls, end: value };
    if (value.kind === 'text') text += value.text;
    else calls.push(value.call);
  }
}
