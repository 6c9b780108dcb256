import type { Locale } from '#core/i18n/rules.ts';
import { AppError } from '#core/platform/app-error.ts';
import { insightsJson, insightsMarkdown } from '../components/insights/insights-files.server.ts';
import type { Dependencies } from './dependencies.server.ts';
import { readReport, wordingOf } from './guild-insights.server.ts';

const types = { md: 'text/markdown; charset=utf-8', json: 'application/json; charset=utf-8' } as const;

/** @throws AppError 'not_found' where there is no such report */
export async function insightsFile(
  deps: Dependencies,
  asked: { kind: keyof typeof types; guildId: string; locale: Locale; search: URLSearchParams },
): Promise<Response> {
  const { kind, guildId, locale } = asked;
  const told = await readReport(deps, asked);
  if (!told) throw new AppError('not_found', 'no report was written yet');
  const body =
    kind === 'json' ? insightsJson(told, locale) : insightsMarkdown(told, locale, wordingOf(told.report, locale));
  return new Response(body, {
    headers: {
      'content-type': types[kind],
      'content-disposition': `attachment; filename="insights-${guildId}.${kind}"`,
    },
  });
}
