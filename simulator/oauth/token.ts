import type { RESTPostOAuth2AccessTokenResult } from 'discord-api-types/v10';
import type { Context } from 'hono';
import { guildShape } from '../rest/shapes.ts';
import type { Simulator } from '../simulator.ts';
import { readCredentials, sameSecret } from './client-auth.ts';
import { accessTokenSeconds, type Grant } from './grants.ts';
import { oauthStateOf } from './state.ts';

/** POST /oauth2/token: a code or a refresh token for an access token. */
export async function exchangeToken(sim: Simulator, c: Context): Promise<Response> {
  const form = await readForm(sim, c);
  if (form instanceof Response) return form;
  const grants = oauthStateOf(sim).grants;
  const applicationId = sim.credentials.clientId;
  const grantType = form.get('grant_type');
  if (grantType === 'authorization_code') {
    const code = form.get('code');
    if (!code) return failure(400, 'invalid_request', 'Missing "code" in request.');
    const redeemed = grants.redeemCode(code, {
      applicationId,
      redirectUri: form.get('redirect_uri') ?? undefined,
      verifier: form.get('code_verifier') ?? undefined,
    });
    if (!redeemed) return failure(400, 'invalid_grant', 'Invalid "code" in request.');
    const guild = redeemed.guildId === null ? null : sim.world.guildById(redeemed.guildId);
    return tokenAnswer({ ...tokenShape(redeemed.grant), ...(guild ? { guild: guildShape(guild, null) } : {}) });
  }
  if (grantType === 'refresh_token') {
    const token = form.get('refresh_token');
    if (!token) return failure(400, 'invalid_request', 'Missing "refresh_token" in request.');
    const grant = grants.refresh(token, applicationId);
    return grant
      ? tokenAnswer(tokenShape(grant))
      : failure(400, 'invalid_grant', 'Invalid "refresh_token" in request.');
  }
  return failure(400, 'unsupported_grant_type', 'Grant type is not supported.');
}

/** POST /oauth2/token/revoke: unknown tokens are no error (RFC 7009). */
export async function revokeToken(sim: Simulator, c: Context): Promise<Response> {
  const form = await readForm(sim, c);
  if (form instanceof Response) return form;
  const token = form.get('token');
  if (!token) return failure(400, 'invalid_request', 'Missing "token" in request.');
  oauthStateOf(sim).grants.revoke(token, sim.credentials.clientId);
  return answer(200, {});
}

/** The form of a client that proved who it is, or the refusal. */
async function readForm(sim: Simulator, c: Context): Promise<URLSearchParams | Response> {
  const type = c.req.header('Content-Type') ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) {
    return failure(400, 'invalid_request', 'The request must be application/x-www-form-urlencoded.');
  }
  const form = new URLSearchParams(await c.req.text());
  const client = readCredentials(c.req.header('Authorization'), form);
  const { clientId, clientSecret } = sim.credentials;
  const proven = client?.clientId === clientId && sameSecret(client.clientSecret, clientSecret);
  return proven ? form : failure(401, 'invalid_client');
}

function tokenShape(grant: Grant): RESTPostOAuth2AccessTokenResult {
  return {
    token_type: 'Bearer',
    access_token: grant.accessToken,
    expires_in: accessTokenSeconds,
    refresh_token: grant.refreshToken,
    scope: grant.scopes.join(' '),
  };
}

function tokenAnswer(body: RESTPostOAuth2AccessTokenResult): Response {
  return answer(200, body);
}

function failure(status: number, error: string, description?: string): Response {
  return answer(status, { error, ...(description === undefined ? {} : { error_description: description }) });
}

function answer(status: number, body: object): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
  });
}
