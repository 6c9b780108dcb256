import { recordKinds } from '#core/analytics/records.ts';
import { MOST_TOKENS } from '#core/guilds/schema.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import type { Locale } from '#core/i18n/rules.ts';
import type { ApiDocsData } from '../components/api/props.ts';
import { definitionOf } from '../components/export/definitions.server.ts';
import { API_BASE, API_LIMIT, apiProblemCodes, apiProblems, MOST_RECORDS, STANDARD_RECORDS } from './api/contract.ts';
import { examplePage, fieldsOf, typeOf } from './api/openapi.ts';

/** The API's page, from what the API itself checks and answers by. */
export function readApiDocs(origin: string, locale: Locale): ApiDocsData {
  const { t } = speakerOf(locale);
  return {
    operations: recordKinds.map((kind) => {
      const example = examplePage(kind);
      return {
        kind,
        scope: `read:${kind}`,
        path: `${API_BASE}/guilds/{guildId}/${kind}`,
        fields: fieldsOf(kind).map((name) => ({
          name,
          meaning: definitionOf(kind, name, locale),
          type: typeOf(kind, name),
        })),
        request: [
          'curl -H "Authorization: Bearer procord_…" \\',
          `  "${origin}${API_BASE}/guilds/${example.guild_id}/${kind}?from=2026-01-01&limit=1"`,
        ].join('\n'),
        answer: JSON.stringify(example, null, 2),
      };
    }),
    problems: apiProblemCodes.map((code) => ({
      code,
      title: t(`api:problem.${code}.title`),
      detail: t(`api:problem.${code}.detail`),
      status: apiProblems[code],
    })),
    limit: { ...API_LIMIT, tokens: MOST_TOKENS, most: MOST_RECORDS, standard: STANDARD_RECORDS },
  };
}
