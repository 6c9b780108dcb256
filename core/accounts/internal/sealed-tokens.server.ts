import { open, seal } from '#core/platform/crypto.server.ts';
import type { DiscordTokens } from '#core/platform/discord-oauth.server.ts';

export type Kind = 'access' | 'refresh';

/** Binds a sealed token to its row and column: copied elsewhere, it does not open. */
export function contextOf(idHash: Uint8Array, kind: Kind): string {
  return `session:${Buffer.from(idHash).toString('hex')}:${kind}`;
}

export function sealToken(secrets: readonly string[], idHash: Uint8Array, kind: Kind, token: string) {
  return new Uint8Array(seal(secrets, token, contextOf(idHash, kind)));
}

export function openToken(secrets: readonly string[], idHash: Uint8Array, kind: Kind, sealed: Uint8Array): string {
  return open(secrets, sealed, contextOf(idHash, kind));
}

/** The token columns of a session row. */
export function sealedColumns(secrets: readonly string[], idHash: Uint8Array, tokens: DiscordTokens, nowMs: number) {
  return {
    accessTokenSealed: sealToken(secrets, idHash, 'access', tokens.accessToken),
    refreshTokenSealed:
      tokens.refreshToken === null ? null : sealToken(secrets, idHash, 'refresh', tokens.refreshToken),
    tokenExpiresAt: new Date(nowMs + tokens.expiresIn * 1_000),
  };
}
