import { startProduct } from './product.ts';

/**
 * Starts the product once for all specs; its world is silent until a test makes it speak. Where E2E_ORIGIN,
 * E2E_SIMULATOR and E2E_HOME name an instance that runs already, that one is used and left running.
 */
export default async function globalSetup(): Promise<(() => Promise<void>) | undefined> {
  const { E2E_ORIGIN, E2E_SIMULATOR, E2E_HOME } = process.env;
  if (E2E_ORIGIN && E2E_SIMULATOR && E2E_HOME) return undefined;
  const product = await startProduct({ SIM_EVENTS_PER_SECOND: '0', SIM_PAST_DAYS: '63' });
  process.env.E2E_ORIGIN = product.origin;
  process.env.E2E_SIMULATOR = product.simulatorUrl;
  process.env.E2E_HOME = product.home;
  return product.stop;
}
