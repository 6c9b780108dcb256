import type { Vendor } from '../schema.ts';

/** Most that a million tokens may cost, in US dollars. */
export interface Prices {
  prompt: number;
  completion: number;
}

/** How the endpoint has to route a request. */
export interface Pins {
  only: readonly [string, ...string[]];
  allow_fallbacks: false;
  data_collection: 'deny';
  zdr: true;
  require_parameters: true;
  max_price: Prices;
}

/** Vendors with an agreement that holds on a day (YYYY-MM-DD), without those that staff switched off. */
export function allowedVendors(vendors: readonly Vendor[], day: string, off: readonly string[]): Vendor[] {
  return vendors.filter(({ id, until }) => day <= until && !off.includes(id));
}

/**
 * Every request carries them, also one that is tried again: nothing is learned from, nothing is kept, and nobody answers but
 * these. Source: OpenRouter, "Provider Routing". Null where nobody may answer.
 */
export function pinsFor(allowed: readonly Vendor[], prices: Prices): Pins | null {
  const [first, ...rest] = allowed.map(({ id }) => id);
  if (first === undefined) return null;
  return {
    only: [first, ...rest],
    allow_fallbacks: false,
    data_collection: 'deny',
    zdr: true,
    require_parameters: true,
    max_price: prices,
  };
}

/** Whether who answered is one of those who were asked; endpoints say the name of a vendor or its id. */
export function isAllowed(provider: string, allowed: readonly Vendor[]): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return allowed.some(({ id, name }) => plain(provider) === plain(id) || plain(provider) === plain(name));
}
