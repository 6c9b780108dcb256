import { randomToken, sha256 } from '#core/platform/crypto.server.ts';
import type { Prisma } from '#core/platform/db.server.ts';
import type { DiscordTokens } from '#core/platform/discord-oauth.server.ts';
import { SESSION_ABSOLUTE_MS } from '../rules.ts';
import { sealedColumns } from './sealed-tokens.server.ts';

/** Begins a session. @returns its id, of which the table has the hash alone */
export async function addSession(
  tx: Pick<Prisma.TransactionClient, 'session'>,
  { secrets, nowMs }: { secrets: readonly string[]; nowMs: number },
  accountId: string,
  tokens: DiscordTokens,
): Promise<string> {
  const sessionId = randomToken();
  const idHash = new Uint8Array(sha256(sessionId));
  await tx.session.create({
    data: {
      idHash,
      accountId: BigInt(accountId),
      createdAt: new Date(nowMs),
      lastSeenAt: new Date(nowMs),
      expiresAt: new Date(nowMs + SESSION_ABSOLUTE_MS),
      ...sealedColumns(secrets, idHash, tokens, nowMs),
    },
  });
  return sessionId;
}
