import { speakerOf } from '#core/i18n/i18n.ts';
import type { Locale } from '#core/i18n/rules.ts';
import { AppError, isAppError } from '#core/platform/app-error.ts';
import { decideReport } from '#core/support/decide-report.server.ts';
import { liftAgeGate } from '#core/support/lift-age-gate.server.ts';
import { reportFormSchema } from '#core/support/schema.ts';
import { type ReportIntent, type ReportProblem, reportIntents } from '../components/staff/props.ts';
import type { Dependencies } from './dependencies.server.ts';

/**
 * Does what one of the forms of the page of reports asks for.
 * @throws AppError 'bad_input' where it is none of them
 */
export async function runReportForm(
  { rights, clock }: Pick<Dependencies, 'rights' | 'clock'>,
  { fields, staffId, locale }: { fields: Record<string, string>; staffId: string; locale: Locale },
): Promise<{ done: ReportIntent } | { problem: ReportProblem; status: number }> {
  const { t } = speakerOf(locale);
  const intent = reportIntents.find((one) => one === fields.intent);
  if (!intent) throw new AppError('bad_input', 'none of the forms of this page');
  const values = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.slice(0, 600)]));
  const parsed = reportFormSchema.safeParse(fields);
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => issue.path[0]));
    const wrong = (['decision', 'personId', 'reason'] as const).filter((name) => names.has(name));
    if (wrong.length === 0) throw new AppError('bad_input', 'no report of this page');
    const words = Object.fromEntries(wrong.map((name) => [name, t(`staff:reports.problem.${name}`)]));
    return { problem: { message: null, fields: words, values }, status: 400 };
  }
  try {
    if (parsed.data.intent === 'decide') await decideReport({ db: rights, clock }, { ...parsed.data, staffId });
    else await liftAgeGate({ db: rights }, { ...parsed.data, staffId });
    return { done: intent };
  } catch (error) {
    if (!isAppError(error) || error.code !== 'conflict') throw error;
    return { problem: { message: t('staff:reports.problem.conflict'), fields: {}, values }, status: error.status };
  }
}
