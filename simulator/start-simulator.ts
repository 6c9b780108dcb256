import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { createCdnHandler } from './cdn.ts';
import { DEFAULT_OPTIONS, type SimulatorOptions } from './config.ts';
import { frontPage } from './control/front-page.ts';
import { createControlHandler } from './control/routes.ts';
import { serveGateway } from './gateway/upgrade.ts';
import { createMailControl } from './mail/control.ts';
import { type RunningMail, startMail } from './mail/start-mail.ts';
import { describeModelEndpoint, type RunningModel, startModel } from './model/start-model.ts';
import { createOauthHandler } from './oauth/routes.ts';
import { createRestHandler } from './rest/routes.ts';
import { SimulatedDiscord } from './simulated-discord.ts';
import { type RunningStripe, startStripe } from './stripe/start-stripe.ts';

const HOST = '127.0.0.1';

export interface RunningSimulator {
  /** http://127.0.0.1:PORT */
  url: string;
  sim: SimulatedDiscord;
  /** The simulated Stripe beside it, on a port of its own. */
  stripe: RunningStripe;
  /** The mail server beside it. */
  mail: RunningMail;
  /** The stand-in for a model endpoint beside it, on a port of its own. */
  model: RunningModel;
  stop(): Promise<void>;
}

/** Starts a simulated Discord on loopback, and Stripe, mail and models beside it. Traffic runs from the start if its rate is above 0. */
export async function startSimulator(options: Partial<SimulatorOptions> = {}): Promise<RunningSimulator> {
  const sim = new SimulatedDiscord({ ...DEFAULT_OPTIONS, ...options });
  const stripe = await startStripe({
    port: sim.options.stripePort,
    webhookUrl: sim.options.stripeWebhookUrl,
    file: sim.options.stripeFile,
  });
  const mail = await startMail();
  const model = await startModel({ port: sim.options.modelPort, file: sim.options.modelFile });
  const server = createServer(getRequestListener(composeApp(sim, { stripe, mail, model }).fetch));
  server.keepAliveTimeout = 30_000;
  const endGateway = serveGateway(server, sim.hub);
  sim.listensOn(await listen(server, sim.options.port));
  if (sim.traffic.settings.eventsPerSecond > 0) sim.traffic.start();
  return {
    url: sim.url,
    sim,
    stripe,
    mail,
    model,
    stop: async () => {
      sim.stop();
      await stripe.stop();
      await mail.stop();
      await model.stop();
      endGateway();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Everything behind HTTP. A page of another site must not reach it through a rebound name, so the host is checked. */
function composeApp(sim: SimulatedDiscord, beside: Pick<RunningSimulator, 'stripe' | 'mail' | 'model'>): Hono {
  const { stripe } = beside.stripe;
  const app = new Hono();
  app.use(async (c, next) => {
    const host = (c.req.header('host') ?? '').replace(/:\d+$/, '');
    if (host !== HOST && host !== 'localhost' && host !== '[::1]') return c.text('Loopback only.', 403);
    await next();
    c.header('x-simulated', 'discord');
    return;
  });
  app.get('/', (c) => c.html(frontPage(sim)));
  app.route('/cdn', createCdnHandler(sim));
  app.get('/control/stripe', (c) =>
    c.json({ url: stripe.url, secretKey: stripe.secretKey, webhookSecret: stripe.webhooks.secret }),
  );
  app.get('/control/model', (c) => c.json(describeModelEndpoint(beside.model)));
  app.route('/control/mail', createMailControl(beside.mail));
  app.route('/control', createControlHandler(sim));
  app.route('/', createOauthHandler(sim));
  const rest = createRestHandler(sim);
  app.route('/api/v10', rest);
  app.route('/api', rest);
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
