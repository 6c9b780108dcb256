import { isAppError } from '#core/platform/app-error.ts';
import type { Logger } from '#core/platform/log.server.ts';
import type { LiveHub } from './live-hub.server.ts';

/** With the age that Discord's word may have, a lost right ends the stream within twice this. */
const RECHECK_MS = 20_000;
const HEARTBEAT_MS = 15_000;
/** A browser waits this long before it connects again. */
const RETRY_MS = 2_000;
/** A reader this many events behind is gone or stuck; it connects again by itself. */
const MOST_BEHIND = 20;

/**
 * Server-sent events about a guild: a data event for each change, a comment as a heartbeat, the end as soon as
 * `mayStay` throws. Source: WHATWG HTML, "Server-sent events".
 */
export function liveStream(
  hub: LiveHub,
  log: Logger,
  of: { guildId: string; accountId: string; read: () => Promise<unknown>; mayStay: () => Promise<unknown> },
): Response {
  const encoder = new TextEncoder();
  let end = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      let open = true;
      let checking = false;
      const write = (text: string) => {
        if (!open) return;
        if ((controller.desiredSize ?? 0) < -MOST_BEHIND) end();
        else controller.enqueue(encoder.encode(text));
      };
      const recheck = async () => {
        if (checking) return;
        checking = true;
        try {
          await of.mayStay();
        } catch (error) {
          if (!isAppError(error)) log.warn({ err: error, guild: of.guildId }, 'live stream closed by an error');
          end();
        }
        checking = false;
      };
      const leave = hub.join(
        of.guildId,
        {
          accountId: of.accountId,
          push: (json) => write(`data: ${json}\n\n`),
          recheck: () => void recheck(),
          close: () => end(),
        },
        of.read,
      );
      const heartbeat = setInterval(() => write(': here\n\n'), HEARTBEAT_MS);
      const checks = setInterval(() => void recheck(), RECHECK_MS);
      end = () => {
        if (!open) return;
        open = false;
        clearInterval(heartbeat);
        clearInterval(checks);
        leave();
        try {
          controller.close();
        } catch {
          // The browser went first.
        }
      };
      write(`retry: ${RETRY_MS}\n\n`);
    },
    cancel: () => end(),
  });
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  });
}
