import type { APIEntitlement } from 'discord-api-types/v10';
import { EntitlementType } from 'discord-api-types/v10';
import type { Simulator } from '../simulator.ts';
import { apiDate } from '../world/payloads.ts';

/** The one thing our application sells in Discord's own shop: a subscription for a guild. */
export const PREMIUM_SKU = '1176543210987654321';

const PERIOD_MS = 30 * 86_400_000;

/** What guilds bought in Discord's shop. Each change goes out as an event, unless it is to be missed. */
export class Entitlements {
  private readonly byId = new Map<string, APIEntitlement>();
  private readonly sim: Simulator;

  constructor(sim: Simulator) {
    this.sim = sim;
  }

  /** Oldest first. */
  get all(): readonly APIEntitlement[] {
    return [...this.byId.values()].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  }

  find(id: string): APIEntitlement | null {
    return this.byId.get(id) ?? null;
  }

  /** Somebody subscribes for a guild. Until it is canceled, a subscription's entitlement has no end. */
  give(guildId: string, userId: string, options: { skuId?: string; silent?: boolean } = {}): APIEntitlement {
    const { sim } = this;
    const now = sim.clock.now();
    const entitlement: APIEntitlement = {
      id: sim.ids.next(now),
      sku_id: options.skuId ?? PREMIUM_SKU,
      application_id: sim.credentials.clientId,
      user_id: userId,
      guild_id: guildId,
      type: EntitlementType.ApplicationSubscription,
      deleted: false,
      consumed: false,
      starts_at: apiDate(now),
      ends_at: null,
    };
    this.keep('ENTITLEMENT_CREATE', entitlement, options.silent);
    return entitlement;
  }

  /** The subscription is canceled: its entitlement ends with what is paid, or at `endsMs`. Null: it goes on after all. */
  end(id: string, endsMs: number | null | undefined, silent = false): APIEntitlement | null {
    const known = this.byId.get(id);
    if (!known) return null;
    const at = endsMs === undefined ? this.sim.clock.now() + PERIOD_MS : endsMs;
    const entitlement = { ...known, ends_at: at === null ? null : apiDate(at) };
    this.keep('ENTITLEMENT_UPDATE', entitlement, silent);
    return entitlement;
  }

  /** Discord takes it back: refunded, or removed by hand. */
  remove(id: string, silent = false): APIEntitlement | null {
    const known = this.byId.get(id);
    if (!known) return null;
    const entitlement = { ...known, deleted: true };
    this.keep('ENTITLEMENT_DELETE', entitlement, silent);
    return entitlement;
  }

  private keep(event: string, entitlement: APIEntitlement, silent = false): void {
    this.byId.set(entitlement.id, entitlement);
    if (silent) return;
    const guild = this.sim.world.guildById(entitlement.guild_id ?? '');
    this.sim.dispatch(guild, event, entitlement);
  }
}

const shops = new WeakMap<Simulator, Entitlements>();

export function entitlementsOf(sim: Simulator): Entitlements {
  const held = shops.get(sim);
  if (held) return held;
  const fresh = new Entitlements(sim);
  shops.set(sim, fresh);
  return fresh;
}
