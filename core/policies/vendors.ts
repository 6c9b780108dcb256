import type { Words } from '#core/i18n/english.ts';

export type VendorId = keyof Words['privacy-policy']['others']['vendor'];

/**
 * Every company that the program speaks to, with its hosts. A setting whose standard address is on a host that is not
 * here fails a test.
 */
export const vendors: Readonly<Record<VendorId, { hosts: readonly string[] }>> = {
  discord: { hosts: ['discord.com', 'gateway.discord.gg', 'cdn.discordapp.com'] },
  stripe: { hosts: ['api.stripe.com', 'checkout.stripe.com', 'billing.stripe.com'] },
  openrouter: { hosts: ['openrouter.ai'] },
  /** Which one is a setting without a standard. */
  mail: { hosts: [] },
};

export const vendorIds = Object.keys(vendors) as readonly VendorId[];
