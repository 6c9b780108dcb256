import { tokensOf } from './tokens.ts';

export interface ToolCall {
  name: string;
  /** JSON as text, as a model writes it. */
  arguments: string;
}

/** What a model says before anything happens to it on the way. */
export interface Reply {
  text: string;
  toolCalls: readonly ToolCall[];
}

/** What fits into one chunk. */
export type Piece =
  | { kind: 'text'; text: string; tokens: number }
  | { kind: 'call'; index: number; name: string; tokens: number }
  | { kind: 'arguments'; index: number; text: string; tokens: number };

/** A reply in chunks of so many tokens: its text, then each call, the arguments in pieces. */
export function* piecesOf({ text, toolCalls }: Reply, tokensAChunk = 1): Generator<Piece> {
  for (const piece of chunksOf(text, tokensAChunk)) yield { kind: 'text', ...piece };
  for (const [index, call] of toolCalls.entries()) {
    yield { kind: 'call', index, name: call.name, tokens: tokensOf(call.name).length };
    for (const piece of chunksOf(call.arguments, tokensAChunk)) yield { kind: 'arguments', index, ...piece };
  }
}

function* chunksOf(text: string, most: number): Generator<{ text: string; tokens: number }> {
  const tokens = tokensOf(text);
  for (let at = 0; at < tokens.length; at += most) {
    const chunk = tokens.slice(at, at + most);
    yield { text: chunk.join(''), tokens: chunk.length };
  }
}

/** Words without an end. */
export function* endlessPieces(): Generator<Piece> {
  for (;;)
    for (const token of tokensOf('And so on, and on, and then some more of it. '))
      yield { kind: 'text', text: token, tokens: 1 };
}
