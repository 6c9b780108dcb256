import { z } from 'zod';
import { addAnnotation } from '#core/analytics/add-annotation.server.ts';
import { annotationSchema } from '#core/analytics/annotation-schema.ts';
import { deleteAnnotation } from '#core/analytics/delete-annotation.server.ts';
import { AppError, isAppError } from '#core/platform/app-error.ts';
import type { AnnotationProblem } from '../components/analytics/AnnotationsPage.tsx';
import type { Dependencies } from './dependencies.server.ts';

const MOST_SHOWN_AGAIN = 1_000;
const form = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('add') }),
  z.object({ intent: z.literal('delete'), annotationId: z.uuid() }),
]);

/**
 * Does what one of the forms about annotations asks for, for a person who manages the guild.
 * @returns null where it was done, or what is wrong with the form.
 * @throws AppError 'bad_input' where it is none of the forms
 */
export async function runAnnotationForm(
  { counts }: Pick<Dependencies, 'counts'>,
  asked: { fields: Record<string, string>; guildId: string; accountId: string; today: number },
): Promise<AnnotationProblem | null> {
  const { fields, guildId, accountId, today } = asked;
  const parsed = form.safeParse(fields);
  if (!parsed.success) throw new AppError('bad_input', 'none of the forms of this page', { cause: parsed.error });
  if (parsed.data.intent === 'delete') {
    await deleteAnnotation(counts, { guildId, annotationId: parsed.data.annotationId });
    return null;
  }
  const values = {
    date: (fields.date ?? '').slice(0, MOST_SHOWN_AGAIN),
    text: (fields.text ?? '').slice(0, MOST_SHOWN_AGAIN),
  };
  const annotation = annotationSchema(today).safeParse(fields);
  if (!annotation.success) {
    const names = new Set(annotation.error.issues.map((issue) => issue.path[0]));
    return { wrong: (['date', 'text'] as const).filter((name) => names.has(name)), full: false, values };
  }
  try {
    await addAnnotation(counts, { guildId, accountId }, { day: annotation.data.date, text: annotation.data.text });
    return null;
  } catch (error) {
    if (isAppError(error) && error.code === 'conflict') return { wrong: [], full: true, values };
    throw error;
  }
}
