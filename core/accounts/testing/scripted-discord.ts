import { AppError } from '#core/platform/app-error.ts';
import type { DiscordOauth, DiscordTokens } from '#core/platform/discord-oauth.server.ts';

/** Discord's OAuth2 as a test scripts it; notes what it was asked. */
export class ScriptedDiscord implements DiscordOauth {
  readonly revoked: string[] = [];
  readonly redeemed: { code: string; verifier: string; redirectUri: string }[] = [];
  refreshes = 0;
  /** What the next refresh does. */
  onRefresh: 'renew' | 'refuse' | 'away' = 'renew';
  scopes = ['identify', 'guilds'];
  address: string | null = 'somebody@example.com';
  userId = '300000000000000001';
  #issued = 0;

  #tokens(expiresIn = 604_800): DiscordTokens {
    this.#issued += 1;
    return {
      accessToken: `access-${this.#issued}`,
      refreshToken: `refresh-${this.#issued}`,
      expiresIn,
      scopes: this.scopes,
    };
  }

  authorizeUrl({ state, challenge, redirectUri }: { state: string; challenge: string; redirectUri: string }): string {
    return `https://discord.example/authorize?${new URLSearchParams({ state, challenge, redirectUri })}`;
  }

  async redeemCode(code: string, verifier: string, redirectUri: string): Promise<DiscordTokens> {
    this.redeemed.push({ code, verifier, redirectUri });
    if (code === 'spent') throw new AppError('not_signed_in', 'Discord answered 400');
    return this.#tokens();
  }

  async refresh(): Promise<DiscordTokens> {
    this.refreshes += 1;
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (this.onRefresh === 'refuse') throw new AppError('not_signed_in', 'Discord answered 400');
    if (this.onRefresh === 'away') throw new AppError('discord_unavailable', 'Discord did not answer');
    return this.#tokens();
  }

  async revoke(token: string): Promise<void> {
    this.revoked.push(token);
  }

  async user() {
    return { id: this.userId, username: 'somebody', global_name: 'Some Body', avatar: null };
  }

  async email() {
    return this.address;
  }

  async guilds() {
    return [];
  }
}
