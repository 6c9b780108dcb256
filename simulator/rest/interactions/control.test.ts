import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestSimulator, type TestSimulator } from '../test-simulator.ts';

let discord: TestSimulator;
beforeAll(async () => {
  discord = await startTestSimulator();
  await discord.ask('PUT', `/applications/${discord.sim.credentials.clientId}/commands`, [
    { name: 'stats', description: 'x' },
  ]);
});
afterAll(() => discord.stop());

async function control(body: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${discord.url}/control/interactions`, { method: 'POST', body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('a persona’s name stands for its id; the bot’s answer comes back as the answer', async () => {
  const dispatch = vi.spyOn(discord.sim, 'dispatch');
  const asked = control({ userId: 'owner', guildId: discord.guild(0).id, name: 'stats' });
  await expect.poll(() => dispatch.mock.calls.length).toBe(1);
  const [payload] = dispatch.mock.calls.map(([, , d]) => d as { id: string; token: string });
  await discord.ask('POST', `/interactions/${payload?.id}/${payload?.token}/callback`, {
    type: 4,
    data: { content: 'hello', flags: 64 },
  });
  expect(await asked).toMatchObject({ status: 200, body: { type: 4, ephemeral: true, message: { content: 'hello' } } });
});

test('a body that is none is 400, a command that is not offered 409, no answer 504', async () => {
  expect(await control({ userId: 'owner' })).toMatchObject({ status: 400 });
  expect(await control({ userId: 'owner', guildId: discord.guild(0).id, name: 'none' })).toMatchObject({
    status: 409,
    body: { error: 'there is no command /none here' },
  });
  expect(await control({ userId: 'owner', guildId: discord.guild(0).id, name: 'stats' })).toMatchObject({
    status: 504,
  });
}, 10_000);
