import { afterAll, beforeAll, expect, test } from 'vitest';
import { entitlementsOf, PREMIUM_SKU } from '../../simulator/premium/entitlements.ts';
import type { RunningCluster } from './start-cluster.ts';
import { createRig, isLive, type Rig, until } from './testing/rig.ts';

let rig: Rig;
let cluster: RunningCluster;
let guildId: string;

beforeAll(async () => {
  rig = await createRig({}, 0);
  cluster = await rig.start();
  guildId = rig.discord.sim.world.guilds.find((guild) => guild.botIn)?.id ?? '';
  await until('the shards are live and know their guilds', () => isLive(cluster) && cluster.status().guilds > 0);
}, 60_000);
afterAll(() => rig?.close());

async function spans(): Promise<boolean[]> {
  const { rows } = await rig.db.pool.query<{ open: boolean }>(
    'SELECT to_ms IS NULL AS open FROM analytics.counting_span WHERE guild_id = $1 ORDER BY from_ms',
    [guildId],
  );
  return rows.map(({ open }) => open);
}

test('what is bought in Discord is counted from then on, and not after it is taken back; old news changes nothing', async () => {
  const { sim } = rig.discord;
  const guild = sim.world.guildById(guildId);
  const shop = entitlementsOf(sim);
  const bought = shop.give(guildId, guild?.ownerId ?? '');
  await expect.poll(spans, { timeout: 10_000 }).toEqual([true]);

  const taken = shop.remove(bought.id);
  await expect.poll(spans, { timeout: 10_000 }).toEqual([false]);
  expect(taken?.deleted).toBe(true);

  // Events in another order than what happened, and some that are none.
  sim.dispatch(guild, 'ENTITLEMENT_UPDATE', bought);
  sim.dispatch(guild, 'ENTITLEMENT_CREATE', bought);
  for (const d of [null, 7, {}, { ...bought, guild_id: 'x' }, { ...bought, sku_id: 7 }])
    sim.dispatch(guild, 'ENTITLEMENT_CREATE', d);
  const again = shop.give(guildId, guild?.ownerId ?? '');
  await expect.poll(spans, { timeout: 10_000 }).toEqual([false, true]);
  const rows = await rig.db.prisma.premiumPeriod.findMany({ where: { source: 'discord' }, orderBy: { ref: 'asc' } });
  expect(rows.map(({ ref, endsAt }) => [ref, endsAt !== null])).toEqual([
    [bought.id, true],
    [again.id, false],
  ]);
  expect(bought.sku_id).toBe(PREMIUM_SKU);
}, 60_000);
