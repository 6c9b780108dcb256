import { askModel } from '#core/ai/ask-model.server.ts';
import type { ModelEnd, ModelEvent, ModelMessage, ToolCall } from '#core/ai/schema.ts';
import type { AssistantDeps } from '../deps.server.ts';
import { type AssistantEvent, proposeToolNames, readToolNames, type Scope, type Turn } from '../schema.ts';
import { answerByRules } from './answer-by-rules.server.ts';
import { addProposal, type Draft } from './draft.server.ts';
import { promptOf } from './prompt.ts';
import type { Tools } from './tools/make-tools.server.ts';
import { runTool, toolsForModel } from './tools/run-tool.server.ts';

/** Requests for one answer, and calls of tools in all of them together. */
const MOST_ROUNDS = 5;
const MOST_CALLS = 10;

const toolNames = [...readToolNames, ...proposeToolNames];

export interface Talk {
  deps: AssistantDeps;
  scope: Scope;
  tools: Tools;
  /** What was said before, oldest first. */
  before: readonly Turn[];
  signal: AbortSignal;
  emit(event: AssistantEvent): void;
}

/**
 * Writes an answer into a draft: asks a model, looks up what it asks for, and asks again, until the answer is there. Where no
 * model may be asked, or none answers, rules do.
 */
export async function converse(talk: Talk, draft: Draft): Promise<void> {
  await askInRounds(talk, draft);
  if (draft.state === 'cut' || draft.answer.trim() !== '') return;
  if (draft.state === 'done') draft.state = 'failed';
  await answerByRules(talk.tools, draft, talk.emit);
}

async function askInRounds(talk: Talk, draft: Draft): Promise<void> {
  const { deps, scope, tools, before, signal, emit } = talk;
  const messages = promptOf(tools.bound, draft.question, before);
  let used = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const request = { feature: 'assistant', ...scope, messages, tools: toolsForModel(tools), signal };
    const answer = await askModel(deps.ai, request);
    if (draft.answer !== '') emit({ kind: 'again' });
    draft.answer = '';
    if (answer.state === 'refused') {
      draft.refusal = answer.reason;
      draft.state = 'without-model';
      return;
    }
    if (answer.state === 'failed') {
      draft.state = answer.outcome === 'cut' ? 'cut' : 'failed';
      return;
    }
    draft.callIds.push(answer.callId);
    const { calls, end } = await listen(answer.events, (text) => {
      draft.answer += text;
      emit({ kind: 'text', text, by: 'model' });
    });
    if (end.outcome !== 'done') {
      draft.state = end.outcome === 'cut' ? 'cut' : 'failed';
      return;
    }
    draft.state = end.short ? 'short' : 'done';
    if (calls.length === 0) return;
    messages.push({ role: 'assistant', parts: [{ field: 'history', text: draft.answer }], calls });
    for (const call of calls) {
      used += 1;
      messages.push(await lookUp(talk, draft, call, used <= MOST_CALLS));
    }
  }
  draft.state = 'short';
}

/** Hears an answer to its end. */
async function listen(
  events: AsyncGenerator<ModelEvent, ModelEnd, undefined>,
  onText: (text: string) => void,
): Promise<{ calls: ToolCall[]; end: ModelEnd }> {
  const calls: ToolCall[] = [];
  for (;;) {
    const { done, value } = await events.next();
    if (done) return { calls, end: value };
    if (value.kind === 'text') onText(value.text);
    else calls.push(value.call);
  }
}

/** What a model is told of a call that it made. */
async function lookUp(
  { deps, scope, tools, emit }: Talk,
  draft: Draft,
  call: ToolCall,
  mayUse: boolean,
): Promise<ModelMessage> {
  const told = (text: string): ModelMessage => ({ role: 'tool', callId: call.id, parts: [{ field: null, text }] });
  if (!mayUse) return told('Nothing more may be looked up. Answer with what you have.');
  const name = toolNames.find((one) => one === call.name);
  if (name) emit({ kind: 'reading', tool: name });
  const used = await runTool(tools, call, draft.sources.length + 1);
  if (used.kind === 'read') {
    draft.sources.push(used.source);
    emit({ kind: 'source', source: used.source });
  }
  if (used.kind === 'proposed') {
    const proposal = await addProposal(deps.db, scope, draft, used.content);
    if (!proposal) return told('Nothing more may be proposed.');
    emit({ kind: 'proposal', proposal });
  }
  return { role: 'tool', callId: call.id, parts: used.told };
}
