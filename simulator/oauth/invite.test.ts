import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestSimulator, type TestSimulator } from '../rest/test-simulator.ts';

let discord: TestSimulator;
beforeAll(async () => {
  discord = await startTestSimulator();
});
afterAll(() => discord.stop());

const redirectUri = 'http://127.0.0.1:4321/guilds/added';
const invite = (more: Record<string, string> = {}) => ({
  client_id: discord.sim.credentials.clientId,
  scope: 'bot applications.commands',
  permissions: '66560',
  ...more,
});

const post = (params: Record<string, string>) =>
  fetch(`${discord.url}/oauth2/authorize`, { method: 'POST', body: new URLSearchParams(params), redirect: 'manual' });

test('the page lists guilds the person may manage and where the bot is not, the wanted one first', async () => {
  const wanted = discord.guild(14);
  const page = await (await post({ ...invite({ guild_id: wanted.id }), user: discord.personaId('owner') })).text();
  const listed = [...page.matchAll(/name="guild" value="(\d+)"/g)].map((match) => match[1]);
  expect(listed[0]).toBe(wanted.id);
  expect(listed).toContain(discord.guild(7).id);
  expect(listed).not.toContain(discord.guild(0).id);
  expect(page).toContain('view channel');
  expect(page).toContain('read message history');
  const fixed = { ...invite({ guild_id: wanted.id, disable_guild_select: 'true' }), user: discord.personaId('owner') };
  expect([...(await (await post(fixed)).text()).matchAll(/name="guild" value="/g)]).toHaveLength(1);
  const none = await (await post({ ...invite(), user: discord.personaId('outsider') })).text();
  expect(none).toContain('There is no server');
});

test('a person adds the bot only where they may and where it is not', async () => {
  const tries: [persona: 'manager' | 'owner', guild: number][] = [
    ['manager', 7],
    ['owner', 0],
    ['owner', 19],
  ];
  for (const [persona, guild] of tries) {
    const params = { ...invite(), user: discord.personaId(persona), guild: discord.guild(guild).id };
    expect((await post(params)).status, `${persona} ${guild}`).toBe(403);
  }
  expect(discord.guild(7).botIn).toBe(false);
});

test('adding answers the application with code and guild, and the bot is in with just these rights', async () => {
  const guild = discord.guild(7);
  const answer = await post({
    ...invite({
      redirect_uri: redirectUri,
      response_type: 'code',
      state: 's',
      scope: 'bot applications.commands identify',
    }),
    user: discord.personaId('owner'),
    guild: guild.id,
  });
  expect(answer.status).toBe(303);
  const back = new URL(answer.headers.get('Location') ?? '').searchParams;
  expect(Object.fromEntries(back)).toMatchObject({ state: 's', guild_id: guild.id, permissions: '66560' });
  expect(guild.botIn).toBe(true);
  const role = guild.roles.find((one) => one.botId === discord.sim.credentials.clientId);
  expect(role?.permissions).toBe(66560n);
  expect((await discord.ask('GET', `/guilds/${guild.id}`)).status).toBe(200);
  const { clientId, clientSecret } = discord.sim.credentials;
  const token = await fetch(`${discord.url}/api/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: back.get('code') ?? '',
      redirect_uri: redirectUri,
      client_id: clientId,
      client_secret: clientSecret,
    }),
  });
  expect(await token.json()).toMatchObject({ guild: { id: guild.id, name: guild.name } });
});

test('without a redirect the person is told that it is done', async () => {
  const guild = discord.guild(14);
  const answer = await post({ ...invite(), user: discord.personaId('owner'), guild: guild.id });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('is now in');
  expect(guild.botIn).toBe(true);
});

test('cancel changes nothing and says so', async () => {
  const answer = await post({ ...invite({ redirect_uri: redirectUri, response_type: 'code' }), decision: 'cancel' });
  expect(new URL(answer.headers.get('Location') ?? '').searchParams.get('error')).toBe('access_denied');
  expect(await (await post({ ...invite(), decision: 'cancel' })).text()).toContain('Nothing was changed');
});
