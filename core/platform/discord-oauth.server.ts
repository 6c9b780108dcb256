import { z } from 'zod';
import { AppError } from './app-error.ts';
import { snowflakeSchema } from './snowflake.ts';

const PATIENCE_MS = 10_000;

/** The least that the dashboard works with: who the person is, and which guilds they are in. */
export const OAUTH_SCOPES = ['identify', 'guilds'] as const;

/** Asked for beside them where this instance can send mail. */
export const MAIL_SCOPE = 'email';

/** What Discord is asked to let this instance know. */
export function askedScopes(sendsMail: boolean): readonly string[] {
  return sendsMail ? [...OAUTH_SCOPES, MAIL_SCOPE] : OAUTH_SCOPES;
}

const tokenSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.number().positive(),
  scope: z.string(),
});

const userSchema = z.object({
  id: snowflakeSchema,
  username: z.string(),
  global_name: z.string().nullish(),
  avatar: z.string().nullish(),
});

const emailSchema = z.object({ email: z.email().max(254).nullish(), verified: z.boolean().optional() });

const userGuildsSchema = z.array(
  z.object({
    id: snowflakeSchema,
    name: z.string(),
    owner: z.boolean(),
    permissions: z.string().regex(/^\d{1,20}$/),
  }),
);

export interface DiscordTokens {
  accessToken: string;
  refreshToken: string | null;
  /** Seconds of life from the answer on. */
  expiresIn: number;
  scopes: string[];
}
export type DiscordUser = z.infer<typeof userSchema>;
export type DiscordUserGuild = z.infer<typeof userGuildsSchema>[number];

/**
 * Discord's OAuth2 endpoints and what a person's own token may ask.
 * Every call throws AppError: 'not_signed_in' where Discord refuses the code or token, 'discord_unavailable' else.
 * Source: Discord OAuth2 reference, "Authorization Code Grant", "Token Revocation".
 */
export interface DiscordOauth {
  /** Where the browser is sent. `challenge` is the S256 challenge of RFC 7636. */
  authorizeUrl(asked: { state: string; challenge: string; redirectUri: string }): string;
  redeemCode(code: string, verifier: string, redirectUri: string): Promise<DiscordTokens>;
  refresh(refreshToken: string): Promise<DiscordTokens>;
  /** Voids the token and the one beside it. */
  revoke(token: string): Promise<void>;
  user(accessToken: string): Promise<DiscordUser>;
  /** The person's address, where they confirmed it at Discord and let it be told; else null. */
  email(accessToken: string): Promise<string | null>;
  /** At most 200, which is all that Discord lets a person join. */
  guilds(accessToken: string): Promise<DiscordUserGuild[]>;
}

export function createDiscordOauth(discord: {
  apiUrl: string;
  authorizeUrl: string;
  clientId: string;
  clientSecret: string;
  /** Whether this instance can send mail. */
  sendsMail: boolean;
}): DiscordOauth {
  const call = async (path: string, init: RequestInit): Promise<unknown> => {
    let response: Response;
    try {
      response = await fetch(`${discord.apiUrl}${path}`, {
        ...init,
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (response.ok) return response.headers.get('content-type')?.includes('json') ? await response.json() : null;
    } catch (error) {
      throw new AppError('discord_unavailable', `Discord did not answer ${path}`, { cause: error });
    }
    await response.body?.cancel();
    const refused = response.status === 400 || response.status === 401;
    throw new AppError(
      refused ? 'not_signed_in' : 'discord_unavailable',
      `Discord answered ${response.status} to ${path}`,
    );
  };
  const read = <T>(schema: z.ZodType<T>, path: string, answer: unknown): T => {
    const parsed = schema.safeParse(answer);
    if (parsed.success) return parsed.data;
    throw new AppError('discord_unavailable', `Discord answered ${path} in another shape`, { cause: parsed.error });
  };
  const post = (path: string, fields: Record<string, string>) =>
    call(path, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${discord.clientId}:${discord.clientSecret}`).toString('base64')}`,
      },
      body: new URLSearchParams(fields),
    });
  const tokens = async (fields: Record<string, string>): Promise<DiscordTokens> => {
    const answer = read(tokenSchema, '/oauth2/token', await post('/oauth2/token', fields));
    return {
      accessToken: answer.access_token,
      refreshToken: answer.refresh_token ?? null,
      expiresIn: answer.expires_in,
      scopes: answer.scope.split(' '),
    };
  };
  const own = (accessToken: string) => ({ headers: { authorization: `Bearer ${accessToken}` } });

  return {
    authorizeUrl({ state, challenge, redirectUri }) {
      const url = new URL(discord.authorizeUrl);
      url.search = new URLSearchParams({
        response_type: 'code',
        client_id: discord.clientId,
        scope: askedScopes(discord.sendsMail).join(' '),
        redirect_uri: redirectUri,
        state,
        code_challenge: challenge,
        code_challenge_method: 'S256',
      }).toString();
      return url.href;
    },
    redeemCode: (code, verifier, redirectUri) =>
      tokens({ grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirectUri }),
    refresh: (refreshToken) => tokens({ grant_type: 'refresh_token', refresh_token: refreshToken }),
    async revoke(token) {
      await post('/oauth2/token/revoke', { token });
    },
    user: async (accessToken) => read(userSchema, '/users/@me', await call('/v10/users/@me', own(accessToken))),
    async email(accessToken) {
      const told = await call('/v10/users/@me', own(accessToken));
      const { email, verified } = read(emailSchema, '/users/@me', told);
      return email && verified ? email : null;
    },
    guilds: async (accessToken) =>
      read(userGuildsSchema, '/users/@me/guilds', await call('/v10/users/@me/guilds', own(accessToken))),
  };
}
