import net from 'node:net';

/** A way to a database that a test can cut or let hang. */
export interface CuttableProxy {
  url: string;
  /** open: bytes pass · cut: connections end and new ones are refused · hang: nothing passes and nothing ends */
  set(mode: 'open' | 'cut' | 'hang'): void;
  close(): Promise<void>;
}

export async function createCuttableProxy(databaseUrl: string): Promise<CuttableProxy> {
  const target = new URL(databaseUrl);
  const pairs = new Set<[net.Socket, net.Socket]>();
  let mode: 'open' | 'cut' | 'hang' = 'open';
  const server = net.createServer((near) => {
    if (mode === 'cut') return near.destroy();
    const far = net.connect(Number(target.port), target.hostname);
    const pair: [net.Socket, net.Socket] = [near, far];
    pairs.add(pair);
    if (mode === 'open') {
      near.pipe(far);
      far.pipe(near);
    }
    for (const socket of pair) {
      socket.on('error', () => {});
      socket.on('close', () => {
        pairs.delete(pair);
        for (const one of pair) one.destroy();
      });
    }
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(address.port);
  return {
    url: url.href,
    set(next) {
      if (next === mode) return;
      mode = next;
      for (const [near, far] of pairs) {
        if (next === 'cut') near.destroy();
        if (next === 'hang') {
          near.unpipe();
          far.unpipe();
        }
        if (next === 'open') {
          near.pipe(far);
          far.pipe(near);
        }
      }
    },
    async close() {
      for (const [near] of pairs) near.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
