import { createServer, type Server } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { createModelApi } from './api.ts';
import { offeredModels, offeredVendors } from './catalogue.ts';
import { createModelControl } from './control.ts';
import { type ModelOptions, SimulatedModel } from './simulated-model.ts';

const HOST = '127.0.0.1';

export interface RunningModel {
  /** http://127.0.0.1:PORT; the API is under /api/v1. */
  url: string;
  model: SimulatedModel;
  stop(): Promise<void>;
}

/** Starts a stand-in for a model endpoint on loopback, on a listener of its own. Port 0 takes a free one. */
export async function startModel(options: Partial<ModelOptions> & { port?: number } = {}): Promise<RunningModel> {
  const model = new SimulatedModel({ file: null, ...options });
  const server = createServer(getRequestListener(composeApp(model).fetch));
  server.keepAliveTimeout = 30_000;
  const port = await listen(server, options.port ?? 0);
  return {
    url: `http://${HOST}:${port}`,
    model,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** What a product must be told to use it: where it listens, a key, and whom the operator would have agreed with. */
export function describeModelEndpoint({ url, model }: RunningModel) {
  const until = new Date();
  until.setUTCFullYear(until.getUTCFullYear() + 2);
  return {
    url,
    apiUrl: `${url}/api/v1`,
    key: model.key,
    models: offeredModels,
    /** Credits for a million tokens that the offered models stay within. */
    prices: { prompt: 5, completion: 20 },
    vendors: offeredVendors.map(({ slug, name, country }) => ({
      id: slug,
      name,
      country,
      agreement: `https://example.org/agreements/${slug}`,
      until: until.toISOString().slice(0, 10),
    })),
  };
}

/** A page of another site must not reach it through a rebound name, so the host is checked. */
function composeApp(model: SimulatedModel): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(async (c, next) => {
    const host = (c.req.header('host') ?? '').replace(/:\d+$/, '');
    if (host !== HOST && host !== 'localhost' && host !== '[::1]') return c.text('Loopback only.', 403);
    c.env.outgoing.setHeader('x-simulated', 'model');
    await next();
    return;
  });
  app.route('/control', createModelControl(model));
  app.route('/api/v1', createModelApi(model));
  return app;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'));
      else resolve(address.port);
    });
  });
}
