import type { Asked } from '#core/platform/db.server.ts';
import { IMPROVEMENT } from '../rules/feedback.ts';
import { redact } from '../rules/redact.ts';
import { wordsOfAnswer } from '../rules/words-of-answer.ts';
import type { Feature } from '../schema.ts';
import { isChosen } from './is-chosen.ts';

/** Of longer answers the beginning is looked at. */
const CHARACTERS = 8_000;

interface Answered {
  callId: string;
  feature: Pick<Feature, 'reviewOneIn'>;
  /** Of everybody who is known. */
  names: readonly string[];
  /** That of the endpoint. */
  key: string;
}

/**
 * Keeps the words of a finished answer, masked, for staff to look at, where chance chose it; none of a call that was erased
 * meanwhile, or of somebody who does not want to be part of making AI better.
 */
export async function keepSample(
  db: Asked,
  { callId, feature, names, key }: Answered,
  text: string,
  nowMs: number,
): Promise<void> {
  if (!isChosen(key, callId, feature.reviewOneIn)) return;
  const masked = redact(wordsOfAnswer(text).slice(0, CHARACTERS), { names }).text;
  await db.for('use-model').pool.query(
    `INSERT INTO ai_sample (call_id, feature, person_id, guild_id, text, at)
     SELECT id, feature, person_id, guild_id, $2, $3 FROM ai_call c WHERE id = $1
        AND NOT EXISTS (SELECT FROM ai_opt_out o WHERE o.user_id = c.person_id AND o.feature IN ('', $4))`,
    [callId, masked, new Date(nowMs), IMPROVEMENT],
  );
}
