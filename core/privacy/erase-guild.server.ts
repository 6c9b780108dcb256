import { inTransaction } from '#core/platform/in-transaction.server.ts';
import type { GuildScope } from '#core/platform/personal-data.server.ts';
import type { EraseDeps } from './deps.server.ts';

/**
 * Erases what every room holds of a guild, without a request. Safe to call again.
 * @param goOn asked before each piece: of a guild that the bot came back to, what is left stays
 * @returns whether it came to the end
 */
export async function eraseGuild(
  { db, holders }: Pick<EraseDeps, 'db' | 'holders'>,
  scope: GuildScope,
  goOn: () => Promise<boolean>,
): Promise<boolean> {
  for (const part of holders.flatMap(({ ofGuild }) => ofGuild?.parts ?? []))
    for (let from: number | null = 0; from !== null; ) {
      if (!(await goOn())) return false;
      const at: number = from;
      from = (await inTransaction(db.for('answer-request', 'keep-promises'), (client) => part.erase(client, scope, at)))
        .next;
    }
  return true;
}
