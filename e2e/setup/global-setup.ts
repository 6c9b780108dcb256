import { startCountingServer } from '../../app/http/testing/counting-server.ts';
import { startProduct } from './product.ts';

/**
 * Starts the product once for all specs; its world is silent until a test makes it speak, and its visits are counted by a
 * stand-in. Where E2E_ORIGIN,
 * E2E_SIMULATOR and E2E_HOME name an instance that runs already, that one is used and left running.
 */
export default async function globalSetup(): Promise<(() => Promise<void>) | undefined> {
  const { E2E_ORIGIN, E2E_SIMULATOR, E2E_HOME } = process.env;
  if (E2E_ORIGIN && E2E_SIMULATOR && E2E_HOME) return undefined;
  const counter = await startCountingServer();
  const product = await startProduct({
    SIM_EVENTS_PER_SECOND: '0',
    SIM_PAST_DAYS: '63',
    UMAMI_URL: counter.url,
    UMAMI_WEBSITE_ID: '3f2c1f0e-8a55-4f0e-9f5b-0a4f6f1c2d3e',
  });
  process.env.E2E_COUNTER = counter.url;
  process.env.E2E_ORIGIN = product.origin;
  process.env.E2E_SIMULATOR = product.simulatorUrl;
  process.env.E2E_HOME = product.home;
  return async () => {
    await product.stop();
    await counter.close();
  };
}
