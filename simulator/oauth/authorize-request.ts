import type { Simulator } from '../simulator.ts';
import { isSnowflake } from '../world/snowflake.ts';
import { type Challenge, readChallenge } from './pkce.ts';
import { redirectAllowed } from './redirects.ts';
import { parseScopes, type Scope } from './scopes.ts';
import { oauthStateOf } from './state.ts';

/** What an application asks of a person, checked. */
export type AuthorizeRequest = {
  scopes: readonly Scope[];
  /** Null only where a bot is added and nobody waits for an answer. */
  redirectUri: string | null;
  state: string | null;
  challenge: Challenge | null;
  promptNone: boolean;
  /** Adding a bot: the rights it asks for, and the guild the application has in mind. */
  permissions: bigint;
  guildId: string | null;
  guildFixed: boolean;
};

/** The fields that make up a request, as they came: a page sends them back with the person's choice. */
export const requestFields = [
  'client_id',
  'redirect_uri',
  'response_type',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
  'prompt',
  'permissions',
  'guild_id',
  'disable_guild_select',
  'integration_type',
] as const;

export type Read =
  | { kind: 'ok'; request: AuthorizeRequest }
  /** Nobody may be redirected: the person is told. */
  | { kind: 'refused'; reason: string }
  /** The application is told. */
  | { kind: 'returned'; location: string };

export function readAuthorizeRequest(sim: Simulator, params: URLSearchParams): Read {
  const clientId = params.get('client_id');
  if (clientId === null || clientId === '') return refused('The application did not say who it is (client_id).');
  if (clientId !== sim.credentials.clientId) return refused('Nobody knows this application (client_id).');
  const redirectUri = params.get('redirect_uri');
  const scopes = parseScopes(params.get('scope') ?? undefined);
  const responseType = params.get('response_type');
  const addsBot = scopes?.includes('bot') === true || scopes?.includes('applications.commands') === true;
  if (redirectUri === null && !(addsBot && responseType === null)) {
    return refused('The application did not say where to answer (redirect_uri).');
  }
  if (redirectUri !== null && !redirectAllowed(oauthStateOf(sim).redirectUris, redirectUri)) {
    return refused('The address to answer at (redirect_uri) is not one of the application.');
  }
  const state = params.get('state');
  const wrong = (error: string, description: string): Read =>
    redirectUri === null
      ? refused(description)
      : { kind: 'returned', location: withError(redirectUri, state, error, description) };
  if (!scopes) return wrong('invalid_scope', 'The requested scope is invalid, unknown, or malformed.');
  if (responseType !== 'code' && !(addsBot && responseType === null)) {
    return wrong('unsupported_response_type', 'The authorization server does not support this response type.');
  }
  const challenge = readChallenge(
    params.get('code_challenge') ?? undefined,
    params.get('code_challenge_method') ?? undefined,
  );
  if (challenge === 'invalid') return wrong('invalid_request', 'The code challenge is not valid.');
  const permissions = params.get('permissions') ?? '0';
  const guildId = params.get('guild_id');
  if (!/^\d{1,19}$/.test(permissions)) return wrong('invalid_request', 'The permissions are not valid.');
  if (guildId !== null && !isSnowflake(guildId)) return wrong('invalid_request', 'The guild id is not valid.');
  const request: AuthorizeRequest = {
    scopes,
    redirectUri: responseType === 'code' ? redirectUri : null,
    state,
    challenge,
    promptNone: params.get('prompt') === 'none',
    permissions: BigInt(permissions),
    guildId,
    guildFixed: params.get('disable_guild_select') === 'true',
  };
  return { kind: 'ok', request };
}

function refused(reason: string): Read {
  return { kind: 'refused', reason };
}

/** Where the person is sent after saying no. */
export function denial(request: AuthorizeRequest): string | null {
  const description = 'The resource owner or authorization server denied the request';
  if (request.redirectUri === null) return null;
  return withError(request.redirectUri, request.state, 'access_denied', description);
}

export function withParams(address: string, params: Readonly<Record<string, string | null>>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(params)) if (value !== null) url.searchParams.set(name, value);
  return url.toString();
}

function withError(address: string, state: string | null, error: string, description: string): string {
  return withParams(address, { error, error_description: description, state });
}
