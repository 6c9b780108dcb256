import type { LoaderFunctionArgs } from '@remix-run/node';
import { overviewCsv } from '../components/analytics/overview-csv.server.ts';
import { answer } from '../http/answer.server.ts';
import { requireGuild } from '../http/guards.server.ts';
import { readOverview } from '../http/overview.server.ts';

/** The day so far, to take along. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { guild } = await requireGuild(context, request, params);
  const { overview } = await readOverview(context.deps, guild);
  return new Response(overviewCsv(overview), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="overview-${guild.id}-${overview.date}.csv"`,
    },
  });
});
