import type { TFunction } from 'i18next';
import type { z } from 'zod';
import type { RecordKind } from '#core/analytics/records.ts';
import { MOST_RECORDS, type Parameters, type ProblemBody, parametersOf } from './contract.ts';

type Wrong = NonNullable<ProblemBody['errors']>;

/** The parameters of an address, or what is wrong with each, in words. */
export function readParameters(
  kind: RecordKind,
  search: URLSearchParams,
  t: TFunction<'api'>,
): { asked: Parameters } | { wrong: Wrong } {
  const parsed = parametersOf(kind).safeParse(Object.fromEntries(search));
  if (!parsed.success) return { wrong: parsed.error.issues.flatMap((issue) => wrongWith(issue, t)) };
  const { from, to } = parsed.data;
  if (from !== undefined && to !== undefined && to < from)
    return { wrong: [{ parameter: 'to', detail: t('wrong.order') }] };
  return { asked: parsed.data };
}

function wrongWith(issue: z.core.$ZodIssue, t: TFunction<'api'>): Wrong {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ parameter: key.slice(0, 60), detail: t('wrong.unknown') }));
  const parameter = String(issue.path[0]);
  if (parameter === 'limit') return [{ parameter, detail: t('wrong.limit', { most: MOST_RECORDS }) }];
  return [{ parameter, detail: parameter === 'after' ? t('wrong.after') : t('wrong.date') }];
}
