import { noteGap } from '#core/knowledge/note-gap.server.ts';
import { gapOf } from '#core/knowledge/rules/gap.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { inTransaction } from '#core/platform/in-transaction.server.ts';
import { isUnanswered } from '../rules/is-unanswered.ts';
import type { Scope } from '../schema.ts';
import type { Draft } from './draft.server.ts';

/**
 * Notes a question that was found nowhere for people to write the answer down, without who asked. It stays as long as a
 * question that it was made of. One that is about somebody, or was deleted meanwhile, is not noted.
 * @param words of the question, without those that say nothing
 * @returns whether it is noted
 */
export async function noteUnanswered(
  { db, clock }: { db: Database; clock: Clock },
  { personId, guildId }: Scope,
  { turnId, question, sources }: Pick<Draft, 'turnId' | 'question' | 'sources'>,
  words: string,
): Promise<boolean> {
  const gap = isUnanswered(words, sources) ? gapOf(question, words) : null;
  if (gap === null) return false;
  return inTransaction(db.for('use-model'), async (client) => {
    const turn = await client.query(
      'SELECT FROM assistant_turn WHERE id = $1 AND person_id = $2 AND guild_id = $3 FOR UPDATE',
      [turnId, personId, guildId],
    );
    const gapId = turn.rowCount ? await noteGap(client, { guildId, nowMs: clock.now() }, gap) : null;
    await client.query('UPDATE assistant_turn SET gap_id = $4 WHERE id = $1 AND person_id = $2 AND guild_id = $3', [
      ...[turnId, personId, guildId],
      gapId,
    ]);
    return gapId !== null;
  });
}
