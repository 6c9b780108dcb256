import type { AccountsDeps } from './deps.server.ts';
import type { Newcomer } from './schema.ts';

/** Somebody goes without an account: nothing was written of them, and Discord is told to void the tokens. */
export async function dismissNewcomer({ oauth }: Pick<AccountsDeps, 'oauth'>, { tokens }: Newcomer): Promise<void> {
  await oauth.revoke(tokens.accessToken).catch(() => {});
}
