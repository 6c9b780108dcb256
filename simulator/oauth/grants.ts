import { randomBytes } from 'node:crypto';
import type { Challenge } from './pkce.ts';
import { verifierMatches } from './pkce.ts';
import type { Scope } from './scopes.ts';

/** Seconds; Discord's figures. */
export const accessTokenSeconds = 604_800;
const codeSeconds = 600;

/** What one person allowed one application. */
export type Authorization = {
  userId: string;
  applicationId: string;
  scopes: readonly Scope[];
};

type Code = Authorization & {
  redirectUri: string;
  challenge: Challenge | null;
  guildId: string | null;
  expiresAt: number;
};

export type Grant = Authorization & {
  accessToken: string;
  refreshToken: string;
  accessExpiresAt: number;
};

export type Redeemed = { grant: Grant; guildId: string | null };

/** Codes and tokens of all applications, in memory. `now` is in milliseconds. */
export class Grants {
  private readonly codes = new Map<string, Code>();
  private readonly byAccess = new Map<string, Grant>();
  private readonly byRefresh = new Map<string, Grant>();
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  issueCode(
    authorization: Authorization,
    bound: { redirectUri: string; challenge: Challenge | null; guildId: string | null },
  ): string {
    const now = this.now();
    for (const [code, held] of this.codes) if (held.expiresAt <= now) this.codes.delete(code);
    const code = secret(22);
    this.codes.set(code, { ...authorization, ...bound, expiresAt: now + codeSeconds * 1000 });
    return code;
  }

  /** Redeems a code once. Any attempt spends it, also one that fails: a code seen twice is a code that leaked. */
  redeemCode(
    code: string,
    by: { applicationId: string; redirectUri: string | undefined; verifier: string | undefined },
  ): Redeemed | null {
    const held = this.codes.get(code);
    if (!held || held.applicationId !== by.applicationId) return null;
    this.codes.delete(code);
    if (held.expiresAt <= this.now() || held.redirectUri !== by.redirectUri) return null;
    if (!verifierMatches(held.challenge, by.verifier)) return null;
    return { grant: this.issue(held), guildId: held.guildId };
  }

  /** Rotates: the refresh token and the access token beside it are void, both are new. */
  refresh(refreshToken: string, applicationId: string): Grant | null {
    const grant = this.byRefresh.get(refreshToken);
    if (!grant || grant.applicationId !== applicationId) return null;
    this.drop(grant);
    return this.issue(grant);
  }

  /** Revokes by either token; both are void at once. */
  revoke(token: string, applicationId: string): void {
    const grant = this.byAccess.get(token) ?? this.byRefresh.get(token);
    if (grant && grant.applicationId === applicationId) this.drop(grant);
  }

  /** What a person does under "Authorised apps": every token of theirs for this application is void. */
  deauthorize(userId: string, applicationId: string): number {
    const theirs = [...this.byRefresh.values()].filter(
      (grant) => grant.userId === userId && grant.applicationId === applicationId,
    );
    for (const grant of theirs) this.drop(grant);
    return theirs.length;
  }

  /** The grant behind an access token that is still good. */
  find(accessToken: string): Grant | null {
    const grant = this.byAccess.get(accessToken);
    return grant && grant.accessExpiresAt > this.now() ? grant : null;
  }

  /** Whether the person allowed the application all of these scopes before, and did not take it back. */
  covers(userId: string, applicationId: string, scopes: readonly Scope[]): boolean {
    for (const grant of this.byRefresh.values()) {
      const theirs = grant.userId === userId && grant.applicationId === applicationId;
      if (theirs && scopes.every((scope) => grant.scopes.includes(scope))) return true;
    }
    return false;
  }

  private issue({ userId, applicationId, scopes }: Authorization): Grant {
    const grant: Grant = {
      userId,
      applicationId,
      scopes,
      accessToken: secret(22),
      refreshToken: secret(22),
      accessExpiresAt: this.now() + accessTokenSeconds * 1000,
    };
    this.byAccess.set(grant.accessToken, grant);
    this.byRefresh.set(grant.refreshToken, grant);
    return grant;
  }

  private drop(grant: Grant): void {
    this.byAccess.delete(grant.accessToken);
    this.byRefresh.delete(grant.refreshToken);
  }
}

function secret(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}
