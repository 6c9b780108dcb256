import { AsyncLocalStorage } from 'node:async_hooks';
import net from 'node:net';

export interface WatchedSockets {
  /** Where connections went, as `host:port` or a path. */
  reached: Set<string>;
  /** Those but for the endpoints of these URLs. */
  elsewhere(...urls: string[]): string[];
  /** Does something whose connections are watched: all that it causes, now and later. */
  within<T>(work: () => Promise<T>): Promise<T>;
  stop(): void;
}

/**
 * Connections that a work begins: what fetch, pg and http use in the end. By what caused them, because tests share a
 * process, and what an earlier one left behind may still be closing and connecting.
 */
export function watchSockets(): WatchedSockets {
  const reached = new Set<string>();
  const watched = new AsyncLocalStorage<true>();
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
    const [to, host] = args.flat() as [{ host?: string; port?: number; path?: string } | number | string, unknown];
    if (watched.getStore()) {
      if (typeof to === 'object') reached.add(to.path ?? `${to.host}:${to.port}`);
      else reached.add(typeof host === 'string' ? `${host}:${to}` : String(to));
    }
    return Reflect.apply(connect, this, args);
  } as typeof connect;
  return {
    reached,
    elsewhere(...urls) {
      const ports = urls.map((url) => new URL(url).port);
      return [...reached].filter((to) => !ports.some((port) => to.endsWith(`:${port}`) || to.endsWith(`.${port}`)));
    },
    within: (work) => watched.run(true, work),
    stop: () => {
      net.Socket.prototype.connect = connect;
    },
  };
}
