import { createServer, type IncomingHttpHeaders } from 'node:http';

/** What a visit looked like when it came in. */
export interface ArrivedVisit {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface CountingServer {
  url: string;
  readonly arrived: ArrivedVisit[];
  close(): Promise<void>;
}

/** Stands in for an Umami in tests: takes whatever is sent, and remembers it. GET /arrived tells it to another process. */
export async function startCountingServer(): Promise<CountingServer> {
  const arrived: ArrivedVisit[] = [];
  const server = createServer(async (request, response) => {
    if (request.method === 'GET' && request.url === '/arrived') return response.end(JSON.stringify(arrived));
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    arrived.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
    return response.setHeader('content-type', 'application/json').end('{"cache":"x"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    arrived,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
