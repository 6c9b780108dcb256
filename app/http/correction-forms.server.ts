import { AppError } from '#core/platform/app-error.ts';
import { answerCorrection } from '#core/privacy/answer-correction.server.ts';
import { answerSchema } from '#core/privacy/schema.ts';
import type { AnswerProblem } from '../components/staff/CorrectionsPage.tsx';
import type { Dependencies } from './dependencies.server.ts';

/**
 * Answers a correction.
 * @returns what is wrong with the form, or null where it is answered
 * @throws AppError 'bad_input' where it is no form of that page · as answerCorrection
 */
export async function runCorrectionForm(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  { fields, staffId }: { fields: Record<string, string>; staffId: string },
): Promise<AnswerProblem | null> {
  const parsed = answerSchema.safeParse(fields);
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => issue.path[0]));
    if (names.has('requestId')) throw new AppError('bad_input', 'not the id of a request');
    const wrong = (['outcome', 'answer'] as const).filter((name) => names.has(name));
    return { requestId: fields.requestId ?? '', wrong, answer: (fields.answer ?? '').slice(0, 2_000) };
  }
  await answerCorrection({ db, clock }, { staffId }, parsed.data);
  return null;
}
