import type { IncomingMessage, Server } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { CLOSE } from './close-codes.ts';
import { type Compressor, ZlibStream, ZstdStream } from './compress.ts';
import { Connection } from './connection.ts';
import type { Hub } from './hub.ts';

/** zlib level: the client's cost hardly depends on it, ours does. */
const ZLIB_LEVEL = 1;

/** Takes WebSocket upgrades at /gateway (and / with a query) of an HTTP server. Returns what ends it. */
export function serveGateway(server: Server, hub: Hub): () => void {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: 1024 * 1024 });
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = new URL(request.url ?? '/', 'ws://localhost');
    if (!/^\/(gateway(\/resume)?\/?)?$/.test(url.pathname) || !(socket instanceof Socket)) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    socket.setNoDelay(true);
    sockets.handleUpgrade(request, socket, head, (ws) => {
      const connection = new Connection(hub, ws, socket, compressorFor(url.searchParams.get('compress')));
      const version = url.searchParams.get('v') ?? '10';
      if (version !== '10' && version !== '9') connection.close(CLOSE.invalidVersion);
      else if ((url.searchParams.get('encoding') ?? 'json') !== 'json') connection.close(CLOSE.decodeError);
      else hub.accept(connection);
    });
  };
  server.on('upgrade', onUpgrade);
  return () => {
    server.off('upgrade', onUpgrade);
    sockets.close();
    hub.stop();
  };
}

function compressorFor(name: string | null): Compressor | null {
  if (name === 'zlib-stream') return new ZlibStream(ZLIB_LEVEL);
  if (name === 'zstd-stream') return new ZstdStream();
  return null;
}
