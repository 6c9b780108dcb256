import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createDiscordEntitlements } from '#core/platform/discord-entitlements.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { entitlementsOf, PREMIUM_SKU } from '../../simulator/premium/entitlements.ts';
import { restStateOf } from '../../simulator/rest/state.ts';
import { type RunningSimulator, startSimulator } from '../../simulator/start-simulator.ts';
import { getEntitlement } from './list-entitled-guilds.server.ts';
import { reconcileEntitlements } from './reconcile-entitlements.server.ts';
import { type DiscordPremiumDeps, refreshEntitlements } from './refresh-entitlements.server.ts';
import { refuseSecond } from './start-checkout.server.ts';

const DAY_MS = 86_400_000;
let db: WholeDatabase;
let discord: RunningSimulator;
let deps: DiscordPremiumDeps;
let guildIds: string[];
let used = 0;

beforeAll(async () => {
  db = await createTestDatabase();
  discord = await startSimulator({ guilds: 30, largestGuild: 100, eventsPerSecond: 0 });
  const { sim } = discord;
  guildIds = sim.world.guilds.map(({ id }) => id);
});
beforeEach(() => {
  discord.sim.faults.clear();
  forgetLimits();
});
afterAll(async () => {
  await discord?.stop();
  await db?.close();
});

/** Neither side remembers how much was asked, so that nobody waits. */
function forgetLimits(): void {
  const { sim, url } = discord;
  restStateOf(sim).limits.clear();
  const { botToken, clientId } = sim.credentials;
  const access = { apiUrl: `${url}/api`, token: botToken, clientId };
  deps = { db, clock: sim.clock, shop: createDiscordEntitlements(access, PREMIUM_SKU) };
}

const shop = () => entitlementsOf(discord.sim);
const newGuild = () => guildIds[used++] ?? '';
const state = (guildId: string) => getEntitlement(deps, guildId);
const periods = (guildId: string) =>
  db.prisma.premiumPeriod.findMany({ where: { guildId: BigInt(guildId) }, select: { ref: true, endsAt: true } });
async function records(guildId: string): Promise<string[]> {
  const events = await db.prisma.auditEvent.findMany({ where: { guildId: BigInt(guildId) }, orderBy: { id: 'asc' } });
  return events.map(({ action }) => action);
}

describe('a guild', () => {
  test('has premium from the purchase to the end of what is paid', async () => {
    const guildId = newGuild();
    expect(await state(guildId)).toEqual({ state: 'never' });
    const { id } = shop().give(guildId, '1', { silent: true });
    await refreshEntitlements(deps, guildId);
    expect(await state(guildId)).toEqual({ state: 'premium', sources: ['discord'], endsAtMs: null });

    const endsMs = discord.sim.clock.now() + DAY_MS;
    shop().end(id, endsMs, true);
    await refreshEntitlements(deps, guildId);
    expect(await state(guildId)).toEqual({ state: 'premium', sources: ['discord'], endsAtMs: endsMs });
    discord.sim.clock.advance(DAY_MS);
    expect(await state(guildId)).toMatchObject({ state: 'grace', lostAtMs: endsMs });

    shop().end(id, endsMs + 30 * DAY_MS, true);
    await refreshEntitlements(deps, guildId);
    expect(await state(guildId)).toMatchObject({ state: 'premium', endsAtMs: endsMs + 30 * DAY_MS });
    expect(await records(guildId)).toEqual(['premium.started', 'premium.started']);
  });

  test('loses it at once where Discord takes it back, and once only', async () => {
    const guildId = newGuild();
    const { id } = shop().give(guildId, '1', { silent: true });
    await refreshEntitlements(deps, guildId);
    discord.sim.clock.advance(5_000);
    shop().remove(id, true);
    await Promise.all(Array.from({ length: 6 }, () => refreshEntitlements(deps, guildId)));
    const [row] = await periods(guildId);
    discord.sim.clock.advance(5_000);
    await refreshEntitlements(deps, guildId);
    expect(await periods(guildId)).toEqual([row]);
    expect(await state(guildId)).toMatchObject({ state: 'grace', lostAtMs: row?.endsAt?.getTime() });
    expect(await records(guildId)).toEqual(['premium.started', 'premium.ended']);
  });

  test('gets none from another SKU, from what was taken back unheard, or from what a person bought', async () => {
    const guildId = newGuild();
    shop().give(guildId, '1', { skuId: '1176543210987654999', silent: true });
    shop().remove(shop().give(guildId, '1', { silent: true }).id, true);
    await refreshEntitlements(deps, guildId);
    await reconcileEntitlements(deps);
    expect(await periods(guildId)).toEqual([]);
    expect(await state(guildId)).toEqual({ state: 'never' });
  });

  test('is not sold another subscription while one in Discord goes on', async () => {
    const guildId = newGuild();
    const second = () => db.prisma.$transaction((tx) => refuseSecond(tx, BigInt(guildId)));
    await second();
    const { id } = shop().give(guildId, '1', { silent: true });
    await refreshEntitlements(deps, guildId);
    await expect(second()).rejects.toMatchObject({ code: 'conflict' });
    shop().end(id, discord.sim.clock.now() + DAY_MS, true);
    await refreshEntitlements(deps, guildId);
    await second();
  });

  test('keeps what another source gives', async () => {
    const guildId = newGuild();
    await db.prisma.premiumGrant.create({
      data: { guildId: BigInt(guildId), grantedBy: 1n, reason: 'test', startsAt: new Date(0) },
    });
    const { id } = shop().give(guildId, '1', { silent: true });
    await refreshEntitlements(deps, guildId);
    expect(await state(guildId)).toMatchObject({ sources: ['discord', 'staff'] });
    shop().remove(id, true);
    await refreshEntitlements(deps, guildId);
    expect(await state(guildId)).toMatchObject({ state: 'premium', sources: ['staff'] });
  });
});

describe('what no event told', () => {
  test('is found in one run, over more than a page, and a second run finds nothing', async () => {
    const [bought, canceled, refunded, unknown] = [newGuild(), newGuild(), newGuild(), newGuild()];
    const cancel = shop().give(canceled, '1', { silent: true });
    const refund = shop().give(refunded, '1', { silent: true });
    await reconcileEntitlements(deps);
    await db.prisma.premiumPeriod.create({
      data: { source: 'discord', ref: '1234567890123456789', guildId: BigInt(unknown), startsAt: new Date(0) },
    });

    for (let many = 0; many < 130; many += 1) shop().give(bought, '1', { silent: true });
    const endsMs = discord.sim.clock.now() + DAY_MS;
    shop().end(cancel.id, endsMs, true);
    shop().remove(refund.id, true);
    expect(await reconcileEntitlements(deps)).toEqual({ guilds: 4 });
    expect(await state(bought)).toMatchObject({ state: 'premium' });
    expect(await periods(bought)).toHaveLength(130);
    expect(await state(canceled)).toMatchObject({ state: 'premium', endsAtMs: endsMs });
    expect(await state(refunded)).toMatchObject({ state: 'grace' });
    expect(await state(unknown)).toMatchObject({ state: 'grace' });
    forgetLimits();
    expect(await reconcileEntitlements(deps)).toEqual({ guilds: 0 });
  });

  test('waits while Discord cannot be asked: nobody loses anything', async () => {
    const guildId = newGuild();
    shop().give(guildId, '1', { silent: true });
    await refreshEntitlements(deps, guildId);
    discord.sim.faults.serverErrors = { untilMs: Date.now() + 60_000, share: 1, pathPrefix: '', status: 503 };
    await expect(reconcileEntitlements(deps)).rejects.toMatchObject({ code: 'discord_unavailable' });
    await expect(refreshEntitlements(deps, guildId)).rejects.toMatchObject({ code: 'discord_unavailable' });
    expect(await state(guildId)).toMatchObject({ state: 'premium', endsAtMs: null });
  });
});
