import type { LoaderFunctionArgs } from '@remix-run/node';
import { chartKeys } from '#core/analytics/rules/charts.ts';
import { dateOfDay } from '#core/analytics/rules/period.ts';
import { daysCsv } from '../components/analytics/days-csv.server.ts';
import { answer } from '../http/answer.server.ts';
import { requireGuild } from '../http/guards.server.ts';
import { readPeriodPage } from '../http/period-page.server.ts';

/** The days of a period, to take along. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  const asked = { guild, staff: account.staff, search: new URL(request.url).searchParams };
  const { data, days } = await readPeriodPage(context.deps, asked, { charts: [], filtered: true });
  const { fromDay, toDay } = data.period;
  return new Response(daysCsv(data.period, days, data.channel === null ? chartKeys : ['messages', 'voice', 'peak']), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="days-${guild.id}-${dateOfDay(fromDay)}-${dateOfDay(toDay)}.csv"`,
    },
  });
});
