import net from 'node:net';

/** A wire between a client and a server on loopback that can be cut where a test wants it. */
export interface TcpProxy {
  port: number;
  /** Closes what is open and refuses what comes, until `restore`. */
  cut(): void;
  restore(): void;
  /** Lets nothing through any more, in either direction, without closing anything. */
  freeze(): void;
  /** Passes on the next bytes that contain `text`, and closes that connection before any answer to them. */
  cutAfter(text: string): Promise<void>;
  /** Closes the connection that sends the next bytes that contain `text`, before they are passed on. */
  cutBefore(text: string): Promise<void>;
  close(): Promise<void>;
}

export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<net.Socket>();
  let mode: 'open' | 'cut' | 'frozen' = 'open';
  let trap: { text: string; passOn: boolean; sprung: () => void } | null = null;

  const server = net.createServer((client) => {
    if (mode === 'cut') {
      client.destroy();
      return;
    }
    const upstream = net.connect(target);
    let answers = true;
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        // What the client sent last still reaches the server.
        if (socket === client) upstream.end();
        else other.destroy();
      });
    }
    client.on('data', (data) => {
      if (mode === 'frozen') return;
      const sprung = trap;
      if (sprung === null || !data.includes(sprung.text)) {
        upstream.write(data);
        return;
      }
      trap = null;
      answers = false;
      if (sprung.passOn) upstream.write(data);
      client.destroy();
      sprung.sprung();
    });
    upstream.on('data', (data) => {
      if (answers && mode !== 'frozen') client.write(data);
    });
  });
  const setTrap = (text: string, passOn: boolean) =>
    new Promise<void>((resolve) => {
      trap = { text, passOn, sprung: resolve };
    });
  const closeAll = () => {
    for (const socket of sockets) socket.destroy();
  };

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    port: address.port,
    cut() {
      mode = 'cut';
      closeAll();
    },
    restore() {
      mode = 'open';
      closeAll();
    },
    freeze() {
      mode = 'frozen';
    },
    cutAfter: (text) => setTrap(text, true),
    cutBefore: (text) => setTrap(text, false),
    async close() {
      closeAll();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
