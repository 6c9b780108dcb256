import { randomUUID } from 'node:crypto';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { type Ask, askSchema, type Surface } from './schema.ts';

const MINUTE_MS = 60_000;
const OWN_DUE_MS = 5 * MINUTE_MS;
/** A correction is read by a person. */
const OWN_DUE_CORRECTION_MS = 7 * 24 * 60 * MINUTE_MS;

/** Who asks. `personId` is null where nobody does: a guild that lost the bot. */
export interface Asker {
  personId: string | null;
  surface: Surface;
  /** Language tag in which the person reads. */
  locale: string;
}

/**
 * Writes down what somebody asks for; the worker does it. Whoever calls has made sure who it is, and, of a guild's data,
 * that they own the guild. The same asked again while it is open is the same request.
 * @returns `key`: of an export, what opens the file: an age identity (https://age-encryption.org/v1). It is kept nowhere
 * here. Null where the export had been asked for before: whoever asked then has it.
 * @throws AppError 'bad_input'
 */
export async function openRequest(
  { db, clock }: { db: Database; clock: Clock },
  asker: Asker,
  ask: Ask,
): Promise<{ requestId: string; key: string | null }> {
  const asked = checkAsk(ask);
  const { right, of, guildId, purpose, undo, words } = asked;
  const now = clock.now();
  const key = right === 'export' ? await generateX25519Identity() : null;
  const isRead = right === 'correct';
  const values = [
    randomUUID(),
    right,
    of,
    asker.personId,
    guildId,
    purpose,
    undo,
    words,
    asker.surface,
    asker.locale,
    key && (await identityToRecipient(key)),
    isRead ? 'held' : 'open',
    isRead ? 'waits-for-staff' : null,
    new Date(now),
    new Date(now + (isRead ? OWN_DUE_CORRECTION_MS : OWN_DUE_MS)),
    monthAfter(now),
  ];
  const { rows } = await db.for('answer-request').pool.query<{ id: string }>(
    `INSERT INTO rights_request (id, asked_right, "of", person_id, guild_id, purpose, undo, words, surface, locale, recipient,
                                 state, reason, asked_at, own_due_at, due_at)
     VALUES (${values.map((_, at) => `$${at + 1}`).join(', ')}) ON CONFLICT DO NOTHING RETURNING id`,
    values,
  );
  if (rows[0]) return { requestId: rows[0].id, key };
  const before = await db.for('answer-request').pool.query<{ id: string }>(
    `SELECT id FROM rights_request
      WHERE finished_at IS NULL AND asked_right = $1 AND "of" = $2 AND person_id IS NOT DISTINCT FROM $3::int8
        AND guild_id IS NOT DISTINCT FROM $4::int8 AND purpose IS NOT DISTINCT FROM $5 AND undo = $6`,
    [right, of, asker.personId, guildId, purpose, undo],
  );
  if (before.rows[0]) return { requestId: before.rows[0].id, key: null };
  // It was finished between the two statements.
  return openRequest({ db, clock }, asker, ask);
}

function checkAsk(ask: Ask) {
  const parsed = askSchema.safeParse(ask);
  if (!parsed.success) throw new AppError('bad_input', parsed.error.message);
  const { right, of, guildId, purpose, words } = parsed.data;
  const isOfPurpose = right === 'object' || right === 'restrict';
  if (of === 'guild' && (guildId === null || !(right === 'export' || right === 'erase')))
    throw new AppError('bad_input', `a guild's data cannot be asked for so: ${right}`);
  if (isOfPurpose !== (purpose !== null)) throw new AppError('bad_input', `${right} and a purpose do not go together`);
  if ((right === 'correct') !== (words !== null))
    throw new AppError('bad_input', `${right} and words do not go together`);
  return parsed.data;
}

/** The same day of the next month, or its last one. Source: Article 12(3) GDPR, Regulation 1182/71 Article 3. */
function monthAfter(ms: number): Date {
  const from = new Date(ms);
  const due = new Date(ms);
  due.setUTCMonth(from.getUTCMonth() + 1);
  if (due.getUTCDate() !== from.getUTCDate()) due.setUTCDate(0);
  return due;
}
