import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Clock } from '#core/platform/clock.ts';
import { within } from '#core/platform/db.server.ts';
import type { Scope } from '../schema.ts';
import { addProposal, type Draft, saveDraft } from './draft.server.ts';
import { writeTurn } from './open-turn.server.ts';

/** Discord's first snowflakes are from 2015: nobody has this id, and no guild. */
export const nobody: Scope = { personId: '1', guildId: '1' };
export const ASKED = 'quokka asked';
export const ANSWERED = 'quokka answered';

export interface Tried {
  threadId: string;
  turnId: string;
  proposalId: string;
  callId: string;
}

/** Writes a whole conversation of nobody, as one is written, with everything that comes of one; for a probe to look at. */
export async function tryConversation(client: PoolClient, clock: Clock): Promise<Tried> {
  const inside = within({ pool: client });
  const [threadId, turnId, callId] = [randomUUID(), randomUUID(), randomUUID()];
  const now = new Date(clock.now());
  await client.query(
    `INSERT INTO ai_call (id, feature, prompt_version, person_id, guild_id, fields, redacted, model, at, reserved_nanos, pins)
     VALUES ($1, 'assistant', 1, $2, $3, '{question}', 0, 'tried', $4, 0,
             '{"only": ["tried"], "allow_fallbacks": false, "data_collection": "deny", "zdr": true, "require_parameters": true}')`,
    [callId, nobody.personId, nobody.guildId, now],
  );
  await client.query(
    `INSERT INTO ai_sample (call_id, feature, person_id, guild_id, text, at) VALUES ($1, 'assistant', $2, $3, $4, $5)`,
    [callId, nobody.personId, nobody.guildId, ANSWERED, now],
  );
  const asked = { threadId, turnId, isNew: true, fromTurnId: null, question: ASKED, origin: 'dashboard', now } as const;
  await writeTurn(client, nobody, asked);
  const draft: Draft = {
    ...{ turnId, question: ASKED, answer: ANSWERED, writtenBy: 'model', state: 'done', refusal: null },
    ...{ sources: [], proposals: [], callIds: [callId] },
  };
  const proposal = await addProposal(inside, nobody, draft, {
    kind: 'message',
    text: 'quokka proposed',
    channelId: null,
  });
  await saveDraft(inside, nobody, draft);
  return { threadId, turnId, proposalId: proposal?.id ?? '', callId };
}
