import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { createStripeApi } from './api.ts';
import { createStripeControl } from './control.ts';
import { createStripePages } from './pages/routes.ts';
import { SimulatedStripe, type StripeOptions } from './simulated-stripe.ts';

const HOST = '127.0.0.1';

export interface RunningStripe {
  /** http://127.0.0.1:PORT */
  url: string;
  stripe: SimulatedStripe;
  stop(): Promise<void>;
}

/** Starts a simulated Stripe on loopback, on a listener of its own. Port 0 takes a free one. */
export async function startStripe(options: Partial<StripeOptions> & { port?: number } = {}): Promise<RunningStripe> {
  const stripe = new SimulatedStripe({ webhookUrl: null, now: Date.now, file: null, ...options });
  const server = createServer(getRequestListener(composeApp(stripe).fetch));
  server.keepAliveTimeout = 30_000;
  stripe.listensOn(await listen(server, options.port ?? 0));
  return {
    url: stripe.url,
    stripe,
    stop: async () => {
      stripe.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** A page of another site must not reach it through a rebound name, so the host is checked. */
function composeApp(stripe: SimulatedStripe): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    const host = (c.req.header('host') ?? '').replace(/:\d+$/, '');
    if (host !== HOST && host !== 'localhost' && host !== '[::1]') return c.text('Loopback only.', 403);
    await next();
    c.header('x-simulated', 'stripe');
    return;
  });
  app.route('/control', createStripeControl(stripe));
  app.route('/', createStripePages(stripe));
  app.route('/', createStripeApi(stripe));
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
