import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { restStateOf } from '../rest/state.ts';
import { startTestSimulator, type TestSimulator } from '../rest/test-simulator.ts';
import type { PersonaName } from '../world/types.ts';
import { oauthStateOf } from './state.ts';

const redirectUri = 'http://localhost:4321/auth/discord/callback';
const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');

let discord: TestSimulator;
beforeAll(async () => {
  discord = await startTestSimulator();
});
afterAll(() => discord.stop());
beforeEach(() => restStateOf(discord.sim).limits.clear());
afterEach(() => {
  oauthStateOf(discord.sim).now = Date.now;
});

type Params = Record<string, string | undefined>;

const request = (more: Params = {}) => ({
  client_id: discord.sim.credentials.clientId,
  redirect_uri: redirectUri,
  response_type: 'code',
  scope: 'identify guilds',
  state: 'opaque state',
  code_challenge: challenge,
  code_challenge_method: 'S256',
  ...more,
});

function encode(params: Params): URLSearchParams {
  return new URLSearchParams(
    Object.entries(params).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

const show = (params: Params, cookie = '') =>
  fetch(`${discord.url}/oauth2/authorize?${encode(params)}`, { redirect: 'manual', headers: { Cookie: cookie } });

const decide = (params: Params, headers: Record<string, string> = {}) =>
  fetch(`${discord.url}/oauth2/authorize`, { method: 'POST', body: encode(params), redirect: 'manual', headers });

const answerOf = (response: Response) => new URL(response.headers.get('Location') ?? 'about:blank').searchParams;

async function codeFor(persona: PersonaName, more: Params = {}): Promise<string> {
  const response = await decide({ ...request(more), user: discord.personaId(persona) });
  expect(response.status).toBe(303);
  expect(response.headers.get('Location')).toMatch(redirectUri);
  return answerOf(response).get('code') ?? '';
}

async function token(
  form: Params,
  client: Params | null = null,
): Promise<{ status: number; body: Record<string, string> }> {
  const { clientId, clientSecret } = discord.sim.credentials;
  const credentials = client ?? { client_id: clientId, client_secret: clientSecret };
  const response = await fetch(`${discord.url}/api/oauth2/token`, {
    method: 'POST',
    body: encode({ ...credentials, ...form }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

const redeem = (code: string, more: Params = {}) =>
  token({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier, ...more });

async function signIn(persona: PersonaName, scope = 'identify guilds'): Promise<Record<string, string>> {
  return (await redeem(await codeFor(persona, { scope }))).body;
}

const me = (accessToken = '', path = '/users/@me') => discord.ask('GET', path, undefined, `Bearer ${accessToken}`);

test('the page names the application, the scopes and every person, and works without a script', async () => {
  const response = await show(request());
  const text = await response.text();
  expect(response.status).toBe(200);
  for (const { user } of discord.sim.world.people.personas) expect(text).toContain(user.globalName);
  expect(text).toContain('See which servers you are in');
  expect(text).toContain('Simulated Discord');
  expect(text).toContain('name="state" value="opaque state"');
  expect(text).not.toContain('<script');
  const policy = response.headers.get('Content-Security-Policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("form-action 'self' http://localhost:4321");
});

test('what comes in the request is written as text', async () => {
  const text = await (await show(request({ state: '"><script>alert(1)</script>' }))).text();
  expect(text).not.toContain('<script>');
});

test('the full circle: code, token, person, refresh, revoke', async () => {
  const response = await decide({ ...request(), user: discord.personaId('manager') });
  expect(answerOf(response).get('state')).toBe('opaque state');
  const { status, body } = await redeem(answerOf(response).get('code') ?? '');
  expect(status).toBe(200);
  expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 604_800, scope: 'identify guilds' });
  expect((await me(body.access_token)).body).toMatchObject({ id: discord.personaId('manager'), locale: 'en-US' });
  expect((await me(body.access_token)).body).not.toHaveProperty('email');
  const renewed = (await token({ grant_type: 'refresh_token', refresh_token: body.refresh_token })).body;
  expect(renewed.access_token).not.toBe(body.access_token);
  expect((await me(body.access_token)).status, 'the old access token').toBe(401);
  expect((await me(renewed.access_token)).status).toBe(200);
  const reused = await token({ grant_type: 'refresh_token', refresh_token: body.refresh_token });
  expect(reused).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  const { clientId, clientSecret } = discord.sim.credentials;
  const revoked = await fetch(`${discord.url}/api/v10/oauth2/token/revoke`, {
    method: 'POST',
    body: encode({ token: renewed.refresh_token, client_id: clientId, client_secret: clientSecret }),
  });
  expect(revoked.status).toBe(200);
  expect((await me(renewed.access_token)).status, 'revoking one token ends both').toBe(401);
  expect(await token({ grant_type: 'refresh_token', refresh_token: renewed.refresh_token })).toMatchObject({
    status: 400,
  });
});

test('a code is good once, for ten minutes, for its redirect and its verifier', async () => {
  const refused = { status: 400, body: { error: 'invalid_grant', error_description: 'Invalid "code" in request.' } };
  const used = await codeFor('owner');
  expect((await redeem(used)).status).toBe(200);
  expect(await redeem(used)).toMatchObject(refused);
  expect(await redeem('made-up')).toMatchObject(refused);
  expect(await redeem(await codeFor('owner'), { code_verifier: 'x'.repeat(43) })).toMatchObject(refused);
  expect(await redeem(await codeFor('owner'), { code_verifier: undefined })).toMatchObject(refused);
  expect(await redeem(await codeFor('owner'), { redirect_uri: 'http://localhost:4321/other' })).toMatchObject(refused);
  const spent = await codeFor('owner');
  await redeem(spent, { code_verifier: 'x'.repeat(43) });
  expect(await redeem(spent), 'a failed attempt spends it').toMatchObject(refused);
  const old = await codeFor('owner');
  oauthStateOf(discord.sim).now = () => Date.now() + 600_001;
  expect(await redeem(old)).toMatchObject(refused);
});

test('without a challenge a code needs no verifier, and takes none', async () => {
  const plain = { code_challenge: undefined, code_challenge_method: undefined };
  expect((await redeem(await codeFor('owner', plain), { code_verifier: undefined })).status).toBe(200);
  expect((await redeem(await codeFor('owner', plain))).status).toBe(400);
});

test('an access token ends after its week', async () => {
  const { access_token } = await signIn('owner');
  expect((await me(access_token)).status).toBe(200);
  oauthStateOf(discord.sim).now = () => Date.now() + 604_800_000;
  expect((await me(access_token)).status).toBe(401);
});

test('the client proves itself by Basic or in the form, and by nothing less', async () => {
  const { clientId, clientSecret } = discord.sim.credentials;
  const basic = await fetch(`${discord.url}/api/oauth2/token`, {
    method: 'POST',
    headers: { Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
    body: encode({
      grant_type: 'authorization_code',
      code: await codeFor('owner'),
      redirect_uri: redirectUri,
      code_verifier: verifier,
    }),
  });
  expect(basic.status).toBe(200);
  const wrong = await token({ grant_type: 'refresh_token' }, { client_id: clientId, client_secret: 'x' });
  expect(wrong).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  expect((await token({ grant_type: 'refresh_token' }, {})).status).toBe(401);
  expect(await token({ grant_type: 'password' })).toMatchObject({ body: { error: 'unsupported_grant_type' } });
  const asJson = await fetch(`${discord.url}/api/oauth2/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ client_id: clientId, client_secret: clientSecret }),
  });
  expect(asJson.status).toBe(400);
});

test('cancel goes back with access_denied and the state', async () => {
  const answer = answerOf(await decide({ ...request(), decision: 'cancel' }));
  expect(answer.get('error')).toBe('access_denied');
  expect(answer.get('state')).toBe('opaque state');
  expect(answer.get('code')).toBeNull();
});

test.each([
  ['no client', { client_id: undefined }],
  ['an unknown client', { client_id: '1' }],
  ['no redirect', { redirect_uri: undefined }],
  ['a foreign redirect', { redirect_uri: 'https://evil.example/auth/discord/callback' }],
  ['a redirect that only begins like loopback', { redirect_uri: 'http://localhost.evil.example/' }],
  ['a redirect with a name in front', { redirect_uri: 'http://localhost@evil.example/' }],
  ['a redirect with another scheme', { redirect_uri: 'javascript://localhost/%0aalert(1)' }],
  ['a redirect with a fragment', { redirect_uri: `${redirectUri}#x` }],
])('%s is told to the person and redirected nowhere', async (_what, more) => {
  for (const response of [
    await show(request(more)),
    await decide({ ...request(more), user: discord.personaId('owner') }),
  ]) {
    expect(response.status).toBe(400);
    expect(response.headers.get('Location')).toBeNull();
    expect(await response.text()).toContain('This request cannot go on');
  }
});

test.each([
  ['an unknown scope', { scope: 'identify everything' }, 'invalid_scope'],
  ['no scope', { scope: '' }, 'invalid_scope'],
  ['another response type', { response_type: 'token' }, 'unsupported_response_type'],
  ['a challenge too short', { code_challenge: 'abc' }, 'invalid_request'],
  ['an unknown challenge method', { code_challenge_method: 'S1' }, 'invalid_request'],
])('%s is told to the application', async (_what, more, error) => {
  const answer = answerOf(await show(request(more)));
  expect(answer.get('error')).toBe(error);
  expect(answer.get('state')).toBe('opaque state');
});

test('a registered redirect holds letter for letter', async () => {
  const state = oauthStateOf(discord.sim);
  state.redirectUris = ['https://procord.example/back'];
  expect((await show(request({ redirect_uri: 'https://procord.example/back' }))).status).toBe(200);
  expect((await show(request({ redirect_uri: 'https://procord.example/back/' }))).status).toBe(400);
  state.redirectUris = [];
});

test('a form sent by another site is refused', async () => {
  const response = await decide({ ...request(), user: discord.personaId('owner') }, { 'Sec-Fetch-Site': 'cross-site' });
  expect(response.status).toBe(403);
});

test('prompt=none skips the page only for a known person who allowed all of it before', async () => {
  const silent = request({ prompt: 'none', scope: 'identify guilds email' });
  const chosen = await decide({ ...request({ scope: 'identify guilds email' }), user: discord.personaId('staff') });
  const cookie = (chosen.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';
  expect((await show(silent, cookie)).status, 'the code is not redeemed yet').toBe(200);
  await redeem(answerOf(chosen).get('code') ?? '');
  expect((await show(silent)).status, 'nobody is signed in').toBe(200);
  const again = await show(silent, cookie);
  expect(again.status).toBe(302);
  expect((await redeem(answerOf(again).get('code') ?? '')).status).toBe(200);
  expect((await show({ ...silent, scope: 'identify guilds guilds.members.read' }, cookie)).status).toBe(200);
});

test('scopes open what they name and nothing else', async () => {
  const little = (await signIn('member', 'identify')).access_token;
  const { id } = discord.guild(0);
  expect((await me(little)).status).toBe(200);
  expect((await me(little, '/users/@me/guilds')).status).toBe(401);
  expect((await me(little, `/users/@me/guilds/${id}/member`)).status).toBe(401);
  expect((await me(little, `/guilds/${id}`)).status).toBe(401);
  const more = (await signIn('member', 'identify email guilds.members.read')).access_token;
  expect((await me(more)).body).toMatchObject({ email: 'member@example.com', verified: true });
  expect((await me(more, `/users/@me/guilds/${id}/member`)).body).toMatchObject({ user: { username: 'mina.member' } });
  expect((await me(more, `/users/@me/guilds/${discord.guild(4).id}/member`)).body).toMatchObject({ code: 10004 });
  expect((await me(more, '/oauth2/@me')).body).toMatchObject({ scopes: ['identify', 'email', 'guilds.members.read'] });
});

type OwnGuild = { id: string; owner: boolean; permissions: string };
const manages = ({ owner, permissions }: OwnGuild) => owner || (BigInt(permissions) & 0x28n) !== 0n;

test('each person sees their guilds with their rights', async () => {
  const seen = async (persona: PersonaName) =>
    (await me((await signIn(persona)).access_token, '/users/@me/guilds')).body as OwnGuild[];
  const first = discord.guild(0).id;
  const owner = await seen('owner');
  expect(owner.find((guild) => guild.id === first)).toMatchObject({ owner: true, permissions: expect.any(String) });
  const manager = (await seen('manager')).find((guild) => guild.id === first);
  expect(manager && !manager.owner && manages(manager)).toBe(true);
  const member = await seen('member');
  expect(member.length).toBeGreaterThan(0);
  expect(member.some(manages)).toBe(false);
  expect(await seen('outsider')).toEqual([]);
  const admin = await seen('admin');
  expect(admin.filter(manages).map((guild) => guild.id)).toEqual([discord.guild(5).id]);
});

test('the list of guilds pages by id', async () => {
  const { access_token } = await signIn('owner');
  const list = async (query: string) => {
    restStateOf(discord.sim).limits.clear();
    return ((await me(access_token, `/users/@me/guilds${query}`)).body as OwnGuild[]).map((guild) => guild.id);
  };
  const all = await list('');
  expect(await list('?limit=2')).toEqual(all.slice(0, 2));
  expect(await list(`?limit=2&after=${all[1]}`)).toEqual(all.slice(2, 4));
  expect(await list(`?limit=2&before=${all[3]}`)).toEqual(all.slice(1, 3));
});
