import { helpfulReply } from './helpful/reply.ts';
import type { Mode } from './modes.ts';
import { obeyingReply } from './obeying/reply.ts';
import { endlessPieces, type Piece, piecesOf, type Reply } from './reply.ts';
import { type ChatRequest, schemaOf } from './request.ts';
import type { Script } from './script.ts';

/** How an answer is made and what happens to it on the way. Failures before it begins are none of its business. */
export interface Plan {
  pieces: Iterable<Piece>;
  finish: 'stop' | 'tool_calls';
  firstMs: number;
  betweenMs: number;
  endless: boolean;
  /** After so many chunks: the connection ends, or an error stands in place of the rest. */
  cut: { after: number; how: 'hang-up' | 'error-chunk' } | null;
  brokenChunk: boolean;
  withoutUsage: boolean;
  /** What is billed for every token that was allowed. */
  billingFactor: number;
}

export function planAnswer(request: ChatRequest, mode: Mode, script: Script): Plan {
  const reply = replyOf(request, mode, script);
  return {
    pieces:
      mode.mode === 'endless' ? endlessPieces() : piecesOf(reply, mode.mode === 'obeying' ? mode.tokensAChunk : 1),
    finish: reply.toolCalls.length > 0 ? 'tool_calls' : 'stop',
    firstMs: mode.mode === 'slow' ? mode.firstMs : 0,
    betweenMs: mode.mode === 'slow' || mode.mode === 'endless' ? mode.betweenMs : 0,
    endless: mode.mode === 'endless',
    cut:
      mode.mode === 'failing' && (mode.how === 'hang-up' || mode.how === 'error-chunk')
        ? { after: mode.afterChunks, how: mode.how }
        : null,
    brokenChunk: mode.mode === 'malformed' && mode.how === 'chunk',
    withoutUsage: mode.mode === 'malformed' && mode.how === 'no-usage',
    billingFactor: mode.mode === 'over-billing' ? mode.factor : 1,
  };
}

function replyOf(request: ChatRequest, mode: Mode, script: Script): Reply {
  const helpful = () => helpfulReply(request, Date.now());
  if (mode.mode === 'scripted') return script.take(request) ?? helpful();
  if (mode.mode === 'obeying') return obeyingReply(request, Date.now());
  if (mode.mode !== 'malformed') return helpful();
  if (mode.how === 'arguments') return withBrokenArguments(request, helpful());
  if (mode.how === 'object' && schemaOf(request)) return { text: '{"unasked":[1,"two"]}', toolCalls: [] };
  return helpful();
}

/** Calls whose arguments end too early; the first tool where none was called. */
function withBrokenArguments({ tools }: ChatRequest, reply: Reply): Reply {
  const [first] = tools ?? [];
  const calls =
    reply.toolCalls.length > 0 || !first ? reply.toolCalls : [{ name: first.function.name, arguments: '{}' }];
  return {
    text: reply.text,
    toolCalls: calls.map((call) => ({ ...call, arguments: `${call.arguments.slice(0, -1)}"` })),
  };
}
