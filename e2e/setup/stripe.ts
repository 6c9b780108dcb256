import { instance } from './instance.ts';

interface StripeState {
  subscriptions: { id: string; customer: string; status: string; metadata: { guild_id?: string } }[];
}

let known: Promise<string> | undefined;

/** Where the simulated Stripe of the instance under test listens. */
export function stripeUrl(): Promise<string> {
  known ??= fetch(`${instance.simulatorUrl}/control/stripe`)
    .then((response) => response.json() as Promise<{ url: string }>)
    .then(({ url }) => url);
  return known;
}

async function act(path: string, body: object): Promise<unknown> {
  const response = await fetch(`${await stripeUrl()}/control${path}`, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`POST /control${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** The simulated Stripe from behind: simulator/stripe/README.md says what each does. */
export const stripe = {
  /** The newest subscription of a guild. */
  async subscriptionOf(guildId: string) {
    const { subscriptions } = (await (await fetch(`${await stripeUrl()}/control/state`)).json()) as StripeState;
    const found = subscriptions.findLast(({ metadata }) => metadata.guild_id === guildId);
    if (!found) throw new Error(`${guildId} has no subscription`);
    return found;
  },
  webhooks: (wish: { silent?: boolean; copies?: number; disorder?: boolean }) => act('/webhooks', wish),
  advance: (days: number) => act('/clock', { advanceMs: days * 86_400_000 }),
  card: (customer: string, declines: boolean) => act('/card', { customer, declines }),
  refund: (subscription: string, amount?: number) =>
    act('/refund', amount ? { subscription, amount } : { subscription }),
  dispute: (subscription: string, outcome?: 'won' | 'lost') =>
    act('/dispute', outcome ? { subscription, outcome } : { subscription }),
};
