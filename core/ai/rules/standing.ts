import type { Feature, FeatureState, Vendor, VendorStanding } from '../schema.ts';
import { isAssessed } from './check-register.ts';

const DAY_MS = 86_400_000;

/** What staff switched off. */
export interface Off {
  all: boolean;
  features: ReadonlySet<string>;
  vendors: ReadonlySet<string>;
}

export const dayOf = (nowMs: number) => new Date(nowMs).toISOString().slice(0, 10);

/** Where each agreement stands. */
export function standVendors(vendors: readonly Vendor[], off: Off, nowMs: number): VendorStanding[] {
  const today = dayOf(nowMs);
  return vendors.map((vendor) => {
    const daysLeft = Math.max(0, Math.round((Date.parse(vendor.until) - Date.parse(today)) / DAY_MS) + 1);
    const state = off.vendors.has(vendor.id) ? 'switched-off' : daysLeft === 0 ? 'ended' : 'in-force';
    return { ...vendor, state, daysLeft };
  });
}

/** Whether the gateway would let a use through that nothing of a person or a guild forbids. @param vendors null: no model */
export function standFeature(
  [name, feature]: readonly [string, Feature],
  vendors: readonly VendorStanding[] | null,
  off: Off,
  nowMs: number,
): FeatureState {
  if (vendors === null) return 'no-model';
  if (!isAssessed(feature, dayOf(nowMs))) return 'unassessed';
  if (off.all || off.features.has(name)) return 'switched-off';
  return vendors.some(({ state }) => state === 'in-force') ? 'on' : 'no-agreement';
}
