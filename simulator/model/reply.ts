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
  | { kind: 'text'; text: string; tokens: 1 }
  | { kind: 'call'; index: number; name: string; tokens: number }
  | { kind: 'arguments'; index: number; text: string; tokens: 1 };

/** A reply token by token: its text, then each call, the arguments in pieces. */
export function* piecesOf({ text, toolCalls }: Reply): Generator<Piece> {
  for (const token of tokensOf(text)) yield { kind: 'text', text: token, tokens: 1 };
  for (const [index, call] of toolCalls.entries()) {
    yield { kind: 'call', index, name: call.name, tokens: tokensOf(call.name).length };
    for (const token of tokensOf(call.arguments)) yield { kind: 'arguments', index, text: token, tokens: 1 };
  }
}

/** Words without an end. */
export function* endlessPieces(): Generator<Piece> {
  for (;;)
    for (const token of tokensOf('And so on, and on, and then some more of it. '))
      yield { kind: 'text', text: token, tokens: 1 };
}
