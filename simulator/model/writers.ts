import type { ServerResponse } from 'node:http';
import type { Generation } from './book.ts';
import type { Writer } from './deliver.ts';
import type { Piece } from './reply.ts';

const error = { code: 502, message: 'Provider disconnected unexpectedly' };
const callId = ({ id }: Generation, index: number) => `call_${id.slice(-12)}_${index}`;

/** Server-sent events. Source: OpenRouter docs, "Streaming"; WHATWG HTML, "Server-sent events". */
export function streamWriter(outgoing: ServerResponse, generation: Generation): Writer {
  const head = {
    id: generation.id,
    provider: generation.vendorName,
    model: generation.model,
    object: 'chat.completion.chunk',
    created: Math.floor(generation.createdMs / 1_000),
  };
  const line = (delta: object, finish: string | null, more: object = {}) =>
    `data: ${JSON.stringify({ ...head, choices: [{ index: 0, delta, finish_reason: finish }], ...more })}\n\n`;
  return {
    begin() {
      outgoing.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
      outgoing.write(': OPENROUTER PROCESSING\n\n');
    },
    keepAlive: () => outgoing.write(': OPENROUTER PROCESSING\n\n'),
    piece: (piece) => outgoing.write(line({ role: 'assistant', ...deltaOf(piece, generation) }, null)),
    error: () => outgoing.end(line({ content: '' }, 'error', { error })),
    end(finish, usage, broken) {
      const last = line({ role: 'assistant', content: '' }, finish);
      outgoing.write(broken ? `${last.slice(0, last.length / 2)}\n\n` : last);
      if (usage) outgoing.write(line({ role: 'assistant', content: '' }, finish, { usage }));
      outgoing.end('data: [DONE]\n\n');
    },
  };
}

function deltaOf(piece: Piece, generation: Generation): object {
  if (piece.kind === 'text') return { content: piece.text };
  const { index } = piece;
  if (piece.kind === 'arguments')
    return { content: null, tool_calls: [{ index, function: { arguments: piece.text } }] };
  const id = callId(generation, index);
  return {
    content: null,
    tool_calls: [{ index, id, type: 'function', function: { name: piece.name, arguments: '' } }],
  };
}

/** One JSON object at the end; also an error, which is a 200 once the answer has begun. Source: OpenRouter docs, "Errors". */
export function wholeWriter(outgoing: ServerResponse, generation: Generation): Writer {
  let text = '';
  const calls: { id: string; type: 'function'; function: { name: string; arguments: string } }[] = [];
  const answer = (body: string) => outgoing.writeHead(200, { 'content-type': 'application/json' }).end(body);
  return {
    begin() {},
    keepAlive() {},
    piece(piece) {
      if (piece.kind === 'text') text += piece.text;
      else if (piece.kind === 'call')
        calls.push({
          id: callId(generation, piece.index),
          type: 'function',
          function: { name: piece.name, arguments: '' },
        });
      else {
        const call = calls[piece.index];
        if (call) call.function.arguments += piece.text;
      }
    },
    error: () => answer(JSON.stringify({ id: generation.id, error })),
    end(finish, usage, broken) {
      const message = {
        role: 'assistant',
        content: text === '' && calls.length > 0 ? null : text,
        ...(calls.length > 0 ? { tool_calls: calls } : {}),
      };
      const body = JSON.stringify({
        id: generation.id,
        provider: generation.vendorName,
        model: generation.model,
        object: 'chat.completion',
        created: Math.floor(generation.createdMs / 1_000),
        choices: [{ index: 0, message, finish_reason: finish }],
        ...(usage ? { usage } : {}),
      });
      answer(broken ? body.slice(0, body.length / 2) : body);
    },
  };
}
