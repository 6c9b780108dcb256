import type { TFunction } from 'i18next';
import { paths } from '../../components/paths.ts';
import { type ApiProblem, apiProblems, type ProblemBody } from './contract.ts';

/** A problem as programs read it. Source: RFC 9457. */
export function problemResponse(
  code: ApiProblem,
  { origin, reference, t }: { origin: string; reference: string; t: TFunction<'api'> },
  more: { errors?: ProblemBody['errors']; headers?: Record<string, string> } = {},
): Response {
  const status = apiProblems[code];
  const body: ProblemBody = {
    type: `${origin}${paths.apiDocs}#${code}`,
    title: t(`problem.${code}.title`),
    status,
    detail: t(`problem.${code}.detail`),
    reference,
    ...(more.errors ? { errors: more.errors } : {}),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...more.headers },
  });
}
