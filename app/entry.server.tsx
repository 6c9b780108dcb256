import { Writable } from 'node:stream';
import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from '@remix-run/node';
import { isRouteErrorResponse, RemixServer } from '@remix-run/react';
import { renderToPipeableStream } from 'react-dom/server';
import { NonceContext } from './http/nonce.ts';

/**
 * Whole pages at once: a status that is known, and nothing that arrives later without JavaScript. Sent as one piece: React
 * writes 2 KB at a time, and a hundred pieces of a stream cost as much as the page itself.
 */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { cspNonce, log }: AppLoadContext,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    let failed = false;
    const { pipe } = renderToPipeableStream(
      <NonceContext.Provider value={cspNonce}>
        <RemixServer context={remixContext} url={request.url} nonce={cspNonce} />
      </NonceContext.Provider>,
      {
        nonce: cspNonce,
        onAllReady() {
          headers.set('content-type', 'text/html; charset=utf-8');
          pipe(gather((body) => resolve(new Response(body, { headers, status: failed ? 500 : status }))));
        },
        onShellError: reject,
        onError(error) {
          failed = true;
          log.error({ err: error }, 'a page could not be drawn');
        },
      },
    );
  });
}

/** Takes what is written to it, and gives it away as one when it ends. */
function gather(done: (whole: Uint8Array<ArrayBuffer>) => void): Writable {
  const pieces: Uint8Array[] = [];
  return new Writable({
    write(piece, _encoding, next) {
      pieces.push(piece);
      next();
    },
    final(next) {
      done(new Uint8Array(Buffer.concat(pieces)));
      next();
    },
  });
}

/** What no loader or action of ours turned into an answer. A request that Remix itself refuses is the sender's fault. */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs): void {
  if (request.signal.aborted) return;
  if (isRouteErrorResponse(error) && error.status < 500)
    context.log.info({ why: error.statusText, status: error.status }, 'request refused');
  else context.log.error({ err: error }, 'request failed');
}
