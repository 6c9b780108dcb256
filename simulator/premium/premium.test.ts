import { Client, Events, GatewayIntentBits } from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestSimulator, type TestSimulator } from '../rest/test-simulator.ts';
import { PREMIUM_SKU } from './entitlements.ts';

let discord: TestSimulator;
let client: Client<true>;
beforeAll(async () => {
  discord = await startTestSimulator();
  const fresh = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: `${discord.url}/api`, version: '10' } });
  const ready = new Promise<Client<true>>((resolve) => fresh.once(Events.ClientReady, resolve));
  await fresh.login(discord.sim.credentials.botToken);
  client = await ready;
}, 60_000);
afterAll(async () => {
  await client?.destroy();
  await discord?.stop();
});

async function control(body: object): Promise<{ status: number; body: { id: string } }> {
  const response = await fetch(`${discord.url}/control/entitlements`, { method: 'POST', body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as { id: string } };
}

test('discord.js hears of what is bought, canceled and taken back, and lists it', async () => {
  const heard: string[] = [];
  client.on(Events.EntitlementCreate, (one) => heard.push(`create ${one.skuId} ${one.guildId} ${one.isActive()}`));
  client.on(Events.EntitlementUpdate, (_, one) => heard.push(`update ${one.endsAt !== null}`));
  client.on(Events.EntitlementDelete, (one) => heard.push(`delete ${one.id}`));
  const guildId = discord.guild(0).id;
  const { id } = (await control({ action: 'give', guildId })).body;
  await control({ action: 'end', id });
  const entitlements = client.application.entitlements;
  expect([...(await entitlements.fetch({ guild: guildId, cache: false })).keys()]).toEqual([id]);
  await control({ action: 'remove', id });
  await expect.poll(() => heard).toEqual([`create ${PREMIUM_SKU} ${guildId} true`, 'update true', `delete ${id}`]);
  expect((await entitlements.fetch({ guild: guildId, cache: false })).size).toBe(0);
  expect((await entitlements.fetch({ guild: guildId, cache: false, excludeDeleted: false })).size).toBe(1);
});

test('without an event it happens all the same; what does not exist is 404', async () => {
  const guildId = discord.guild(1).id;
  let heard = 0;
  client.on(Events.EntitlementCreate, () => {
    heard += 1;
  });
  const { id } = (await control({ action: 'give', guildId, silent: true })).body;
  const path = `/applications/${discord.sim.credentials.clientId}/entitlements`;
  expect((await discord.ask('GET', `${path}/${id}`)).body).toMatchObject({ id, guild_id: guildId, ends_at: null });
  expect(heard).toBe(0);
  expect((await control({ action: 'remove', id: '123456789012345678' })).status).toBe(404);
  expect((await discord.ask('GET', `${path}/123456789012345678`)).body).toMatchObject({ code: 10029 });
  expect((await discord.ask('GET', '/applications/123456789012345678/entitlements')).status).toBe(404);
});
